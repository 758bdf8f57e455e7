import type { AuthStyle } from '../../model/auth-style.js';
import { defineRule } from '../define.js';
import { authStyles } from '../../styles/register.gen.js';
import { textAt, textsAt } from './documents/scalars.js';

const styles: Readonly<Record<string, AuthStyle>> = authStyles;

/** Whether a style of sign-in requests scopes; undefined for unknown styles. */
const requestsScopes = (style: string) =>
  Object.hasOwn(styles, style)
    ? Object.hasOwn(styles[style]?.settings.properties ?? {}, 'scopes')
    : undefined;

export default defineRule({
  severity: 'warning',
  summary: '"scopes" lists single, different scopes, for providers whose sign-in requests scopes.',
  why: 'Invalid scopes fail the sign-in; an empty list requests the default access of the API; scopes of other sign-ins have no effect.',
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
      if (auth !== undefined && requestsScopes(auth) === false) {
        report({
          at: config.at(entry),
          message: `"scopes" has no effect with "auth: ${auth}".`,
          hint: 'Remove "scopes".',
          provider: key,
        });
      } else if (entry.value.is === 'list' && entry.value.items.length === 0) {
        report({
          at: config.at(entry),
          message: '"scopes" is empty.',
          hint: 'List the scopes that the tools need, or remove "scopes".',
          provider: key,
        });
      }
      for (const [index, { at, text }] of scopes.entries()) {
        const problem = /[\s"\\]/.test(text)
          ? `"${text}" is not a scope: spaces, quotes and backslashes are not allowed.`
          : /[^,;][,;][^,;]/.test(text)
            ? `"${text}" is several scopes in one item.`
            : scopes.findIndex((each) => each.text === text) < index
              ? `The scope "${text}" occurs twice.`
              : undefined;
        if (problem)
          report({
            at,
            message: problem,
            hint: 'List each scope once, as an item of its own.',
            provider: key,
          });
      }
    }
  },
});
