import { kindOf } from '../kinds/kind-of.js';
import type { ProviderInput } from '../model/feature.js';
import { textSetting } from '../model/kind.js';
import { screamingCase, snakeCase } from '../model/names.js';
import type { ProviderSpec } from '../model/spec.js';
import { styleOf } from '../styles/style-of.js';

/** Returns environment variables of a provider's auth style. */
export const signInVariables = ({ name, auth }: ProviderSpec) =>
  styleOf(auth)
    .environment(auth)
    .map((variable) => ({
      ...variable,
      name: variable.name ?? `${screamingCase(name)}_${variable.suffix}`,
      isForTests: variable.use === 'tests',
    }));

/**
 * Returns the settings of a provider's kind: key in its entry, value, and the environment variable
 * that replaces it.
 */
export const kindSettings = (spec: ProviderSpec) =>
  kindOf(spec.kind).spec.settings.map((setting) => ({
    key: snakeCase(setting.key),
    value: textSetting(spec, setting),
    variable: `${screamingCase(spec.name)}_${screamingCase(setting.key)}`,
  }));

/** Returns the keys in the entry about credentials that users enter. */
export const secretEntryOf = (spec: ProviderSpec): Readonly<Record<string, string>> =>
  enteredSecret(spec) ?? {};

/** Returns what checks a secret that users enter; undefined for providers whose users enter none. */
export function secretCheckOf(
  spec: ProviderSpec,
):
  | { by: 'system' | 'missing check_path' | 'nothing' }
  | { by: 'check_path'; path: string }
  | undefined {
  const entry = enteredSecret(spec);
  if (entry === undefined) return undefined;
  const by = kindOf(spec.kind).serve?.secretCheck ?? 'nothing';
  if (by !== 'check_path') return { by };
  const path = entry.check_path;
  return path === undefined ? { by: 'missing check_path' } : { by, path };
}

/** Returns whether nothing checks what users enter, so that the built-in authorization server does not start. */
export function isUnchecked(spec: ProviderSpec): boolean {
  const by = secretCheckOf(spec)?.by;
  return by === 'missing check_path' || by === 'nothing';
}

function enteredSecret(spec: ProviderSpec): Readonly<Record<string, string>> | undefined {
  const { storesCredentials, linksAccounts } = styleOf(spec.auth);
  const isEntered = storesCredentials && !linksAccounts;
  return isEntered ? (kindOf(spec.kind).serve?.secretEntry?.(spec) ?? {}) : undefined;
}

/** Returns environment variables that users of a published server set. */
export function userInputs(spec: ProviderSpec): ProviderInput[] {
  const settings = kindSettings(spec);
  const local = kindOf(spec.kind).spec.settings.flatMap((setting, index) => {
    const { value = '', variable = '' } = settings[index] ?? {};
    if (setting.isLocal?.(value) !== true) return [];
    return { name: variable, description: setting.question, secret: false, required: true };
  });
  const ofKind = kindOf(spec.kind).serve?.variables?.(spec, []) ?? [];
  return [
    ...signInVariables(spec)
      .filter(({ use }) => use !== 'tests')
      .map(({ name, description, secret, use }) => ({
        name,
        description,
        secret,
        required: use !== 'optional',
      })),
    ...local,
    ...ofKind.flatMap(({ name, isInput }) =>
      isInput
        ? [{ name, description: `${name} of the program`, secret: false, required: false }]
        : [],
    ),
  ];
}
