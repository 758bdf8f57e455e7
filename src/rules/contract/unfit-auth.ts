import { kindOf } from '../../kinds/kind-of.js';
import type { AuthStyle } from '../../model/auth-style.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import { camelCase, screamingCase, snakeCase } from '../../model/names.js';
import type { ProviderModel } from '../../model/project.js';
import { authStyles } from '../../styles/register.gen.js';
import type { Report } from '../../model/rule.js';
import { defineRule } from '../define.js';
import { authVariables } from './parts/auth-variables.js';
import { otherKind } from './parts/entry-fields.js';
import { signInCalls, usedStyles } from './parts/stated.js';
import { otherSignIns } from './parts/tested-sign-in.js';
import { textEntries } from '../configuration/documents/texts.js';

const styles: Readonly<Record<string, AuthStyle>> = authStyles;

export default defineRule({
  severity: 'error',
  summary:
    'The auth style in provider-config.yaml and in the tests is that of api/auth.ts, and fits the storage or database.',
  why: 'Commands and clients ask for the credentials of the wrong style, and the system rejects every request.',
  limits: 'Not checked is an api/auth.ts with a sign-in of its own.',
  source: { text: 'The contract of a provider, in the README.' },
  on: 'provider',
  check(provider, report) {
    const { project, entry } = provider;
    const { config } = project.documents;
    // With the settings of another kind, "contract/config-entry" reports the kind first.
    if (!config || !entry || otherKind(entry) !== undefined) return;
    const settings = new Map(textEntries(entry.value).map((each) => [each.key, each]));
    const auth = settings.get('auth');
    const kind = kindOf(settings.get('kind')?.text);
    const texts = Array.from(settings, ([key, { text }]) => [camelCase(key), text] as const);
    const wanted = kind.spec.authFor?.(Object.fromEntries(texts));
    if (!auth) return;
    if (wanted !== undefined && auth.text !== wanted) {
      const place = kind.spec.settings
        .map(({ key }) => snakeCase(key))
        .find((key) => settings.has(key));
      report({
        at: config.at(auth.value),
        message: `"${auth.text}" does not fit this "${place}".`,
        hint: `Set "auth" to "${wanted}", and use it in "api/auth.ts".`,
      });
      return;
    }
    const used = [...new Set(signInCalls(provider).map(({ name }) => name))];
    const fitting = usedStyles(provider);
    if (fitting.includes(auth.text)) checkTests(provider, report);
    if (fitting.length === 0 || fitting.includes(auth.text)) return;
    report({
      at: config.at(auth.value),
      message: `"auth" is "${auth.text}", but "api/auth.ts" calls ${quoted(used, ' and ')}.`,
      hint: `Set "auth" to ${quoted(fitting, ' or ')}, or change "api/auth.ts".`,
      ...(fitting.length === 1 &&
        isInUse(provider, auth.text) && {
          fix: [{ at: config.at(auth.value), text: String(fitting[0]) }],
        }),
    });
  },
});

/** The entry and the code agree. */
function checkTests(provider: ProviderModel, report: Report): void {
  for (const { at, name, fitting, fix } of otherSignIns(provider))
    report({
      at: at.file.at(at.value),
      message: `This test signs in with "${name}", which is for another auth style.`,
      hint: `Use ${quoted(fitting, ' or ')}.`,
      ...(fix && { fix }),
    });
}

/**
 * The file .env.example lists the variables that api/auth.ts names, and none that only the style of the entry has: the
 * server signs in like that, whatever the entry says.
 */
function isInUse(provider: ProviderModel, style: string): boolean {
  const { code, documents } = provider.project;
  const text = documents.envExample?.text ?? '';
  const file = provider.file('api/auth');
  const named = file ? Array.from(authVariables(file, code), ({ name }) => name) : [];
  const stated = ownValue(styles, style)?.environment({ style }) ?? [];
  const others = stated
    .map(({ suffix }) => `${screamingCase(provider.name)}_${suffix}`)
    .filter((name) => !named.includes(name));
  const lists = (name: string) => new RegExp(`(?<!\\w)${name}(?!\\w)`).test(text);
  return named.length > 0 && named.every(lists) && !others.some(lists);
}

const quoted = (names: readonly string[], between: string): string =>
  names.map((name) => `"${name}"`).join(between);
