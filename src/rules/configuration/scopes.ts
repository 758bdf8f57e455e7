import { defineRule } from '../define.js';
import { textAt, textsAt } from './documents/scalars.js';

const WITH_SCOPES = /^(oauth2|client-credentials)$/;
const CONFIG = 'provider-config.yaml';
const set = (auth: string, scopes: string) => ({
  [CONFIG]: { replace: '    auth: api-key\n', with: `    auth: ${auth}\n    scopes: ${scopes}\n` },
});

export default defineRule({
  severity: 'warning',
  summary: 'Scopes are set where they are asked for, and say something.',
  why: 'An empty list asks for whatever the API gives by default, and scopes that no sign-in sends only look like a limit.',
  source: {
    text: 'RFC 6749, section 3.3.',
    url: 'https://www.rfc-editor.org/rfc/rfc6749#section-3.3',
  },
  on: 'project',
  check({ documents: { config } }, report) {
    for (const { key, value } of config?.entries('providers') ?? []) {
      const entry =
        value.is === 'map' ? value.entries.find((each) => each.key === 'scopes') : undefined;
      if (!config || !entry) continue;
      const { text: auth } = textAt(config, 'providers', key, 'auth') ?? {};
      const scopes = textsAt(config, 'providers', key, 'scopes');
      if (auth !== undefined && !WITH_SCOPES.test(auth)) {
        report({
          at: config.at(entry),
          message: `Nothing asks for these scopes: a sign-in of the style "${auth}" has none.`,
          hint: 'Remove them.',
          provider: key,
        });
      } else if (entry.value.is === 'list' && entry.value.items.length === 0) {
        report({
          at: config.at(entry),
          message: 'The list of scopes is empty.',
          hint: 'Name the scopes that the tools need, or remove the key.',
          provider: key,
        });
      }
      for (const [index, { at, text }] of scopes.entries()) {
        const problem = /[\s"\\]/.test(text)
          ? `"${text}" is not one scope: a scope has no blanks, quotes or backslashes.`
          : scopes.findIndex((each) => each.text === text) < index
            ? `The scope "${text}" is there twice.`
            : undefined;
        if (problem)
          report({
            at,
            message: problem,
            hint: 'Write each scope once, as an item of its own.',
            provider: key,
          });
      }
    }
  },
  examples: [
    { ok: set('oauth2', '[rooms:read, messages:write]') },
    { ok: {} },
    { bad: set('oauth2', '[]'), finds: [`${CONFIG}:7:5`] },
    { bad: set('api-key', '[rooms:read]'), finds: [`${CONFIG}:7:5`] },
    { bad: set('oauth2', '[rooms:read messages:write]'), finds: [`${CONFIG}:7:14`] },
    { bad: set('oauth2', '[rooms:read, rooms:read]'), finds: [`${CONFIG}:7:26`] },
  ],
});
