import { defineRule } from '../define.js';
import { project } from '../example.js';
import { textAt, textsAt } from './documents/scalars.js';

const WITH_SCOPES = /^(oauth2|client-credentials)$/;

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
    {
      ok: project`
        // provider-config.yaml, changed
        -     auth: api-key
        +     auth: oauth2
        +     scopes: [rooms:read, messages:write]
      `,
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     auth: api-key
        +     auth: oauth2
        +     ‹scopes›: []
      `,
      finds: ['The list of scopes is empty.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
              auth: api-key
        +     ‹scopes›: [rooms:read]
      `,
      finds: ['Nothing asks for these scopes: a sign-in of the style "api-key" has none.'],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     auth: api-key
        +     auth: oauth2
        +     scopes: [‹rooms:read messages:write›]
      `,
      finds: [
        '"rooms:read messages:write" is not one scope: a scope has no blanks, quotes or backslashes.',
      ],
    },
    {
      bad: project`
        // provider-config.yaml, changed
        -     auth: api-key
        +     auth: oauth2
        +     scopes: [rooms:read, ‹rooms:read›]
      `,
      finds: ['The scope "rooms:read" is there twice.'],
    },
  ],
});
