import { ownValue } from '../../model/json-schema/subschemas.js';
import type { Kind } from '../../model/kind.js';
import {
  type AuthStyles,
  kindNamed,
  type Kinds,
  type KindsAndStyles,
  kindStyles,
} from '../../model/kinds-and-styles.js';
import type { AuthSpec, ToolSpec } from '../../model/spec.js';
import type { WrittenProvider } from '../defaults.js';
import { authFlag, settingFlag, stylesWith } from './table.js';
import type { UndescribedTool } from './tool.js';

/** The parts of a provider that options or answers have stated so far. */
export type ProviderDraft = Partial<Omit<WrittenProvider, 'auth' | 'tools'>> & {
  auth?: Partial<AuthSpec>;
  tools: UndescribedTool[];
};

/** Returns the draft with the auth style that its settings imply, if it states none. */
export function withImpliedAuth(draft: ProviderDraft, kinds: Kinds): ProviderDraft {
  const style = kindNamed(draft.kind, kinds).contract?.authFor?.({ ...draft });
  return style === undefined ? draft : { ...draft, auth: { style, ...draft.auth } };
}

/**
 * Returns a draft with the values that `--yes` uses in place of questions: for required values, the
 * answers that a user would only confirm.
 */
export function withDefaults(
  draft: ProviderDraft,
  { kinds, styles }: KindsAndStyles,
): ProviderDraft {
  const { spec, test } = kindNamed(draft.kind, kinds);
  const { auth } = draft;
  return {
    ...draft,
    ...(auth && { auth: authWithDefaults(auth, styles) }),
    ...(!spec.tool && draft.tools.length === 0 && { tools: [test.sample] }),
  };
}

function authWithDefaults(auth: Partial<AuthSpec>, styles: AuthStyles): Partial<AuthSpec> {
  const { questions, settings } = ownValue(styles, auth.style ?? '') ?? {};
  const completeAuth = { ...auth };
  for (const { key, when, initial } of questions ?? []) {
    if (initial === undefined || !settings?.required.includes(key)) continue;
    if (when?.({ style: '', ...completeAuth }) !== false) completeAuth[key] ??= initial;
  }
  return completeAuth;
}

/** Returns the options for the missing parts of a draft, in the order of the questions. */
export function missingOfProvider(
  { auth = {}, ...draft }: ProviderDraft,
  { kinds, styles }: KindsAndStyles,
) {
  const { settings } = kindNamed(draft.kind, kinds).spec;
  const style = auth.style === undefined ? undefined : styles[auth.style];
  const missingKeys = (keys: readonly string[]) => keys.filter((key) => auth[key] === undefined);
  const { required: requiredKeys = [], oneOf = [] } = style?.settings ?? {};
  return [
    ...(draft.name === undefined ? ['--name'] : []),
    ...settings.filter(({ key }) => !Object.hasOwn(draft, key)).map(settingFlag),
    ...(auth.style === undefined ? ['--auth'] : []),
    ...missingKeys(requiredKeys).map(authFlag),
    ...missingWay(oneOf, missingKeys),
    ...missingOfTools(draft.tools),
  ];
}

/**
 * Returns the missing options of alternative groups of settings, of which one is enough: the rest
 * of a group that is started, or all groups as one text.
 */
function missingWay(
  groups: readonly (readonly string[])[],
  missingKeys: (keys: readonly string[]) => string[],
): string[] {
  if (groups.some((group) => missingKeys(group).length === 0)) return [];
  const startedGroup = groups.find((group) => missingKeys(group).length < group.length);
  if (startedGroup) return missingKeys(startedGroup).map(authFlag);
  const [first, ...otherGroups] = groups.map((group) => group.map(authFlag).join(' and '));
  if (first === undefined) return [];
  return [otherGroups.length === 0 ? first : `${first} (or ${otherGroups.join(', or ')})`];
}

/**
 * Returns options for missing descriptions.
 * @param namedTool the first tool, if an argument and not an option names it
 */
export const missingOfTools = (tools: readonly UndescribedTool[], namedTool?: object): string[] =>
  tools.flatMap(({ name, description }, i) => {
    if (description !== undefined) return [];
    return [namedTool && i === 0 ? '--description' : `--tool "${name}: …"`];
  });

/** Returns the draft completed with valid samples, so that all errors are those of the stated parts. */
export function withSamples(draft: ProviderDraft, { kinds, styles }: KindsAndStyles) {
  const kind = kindNamed(draft.kind, kinds);
  const auth = authWithSample(draft.auth ?? {}, kindStyles(kind, styles));
  return {
    name: 'acme',
    description: 'Acme.',
    ...sampleSettings(kind, auth.style),
    ...draft,
    auth,
    tools: draft.tools.map(describedTool),
  };
}

export const describedTool = (tool: UndescribedTool): ToolSpec => ({
  description: 'A tool.',
  ...tool,
});

function authWithSample(auth: Partial<AuthSpec>, styles: AuthStyles): Partial<AuthSpec> {
  const style = auth.style ?? stylesFor(auth, styles)[0];
  return { ...(style !== undefined && styles[style]?.sample), ...auth };
}

/** Returns the auth styles that have all stated settings, or else those with the first one. */
export function stylesFor(statedAuth: Partial<AuthSpec>, styles: AuthStyles): string[] {
  const keys = Object.keys(statedAuth);
  const [first = Object.keys(styles), ...otherStyles] = keys.map((key) => stylesWith(key, styles));
  const matchingStyles = first.filter((name) => otherStyles.every((names) => names.includes(name)));
  return matchingStyles.length > 0 ? matchingStyles : first;
}

/** Returns sample settings of a kind, which fit the auth style if it has one. */
export function sampleSettings(kind: Kind, style: string | undefined): Record<string, string> {
  const exampleCount = Math.max(
    1,
    ...kind.spec.settings.map(({ schema }) => schema.examples.length),
  );
  const candidates = Array.from({ length: exampleCount }, (_, n) =>
    Object.fromEntries(
      kind.spec.settings.map(({ key, schema: { examples } }) => [key, examples[n] ?? examples[0]]),
    ),
  );
  const fitsStyle = (settings: Record<string, string>) =>
    kind.contract?.authFor?.(settings) === style;
  return candidates.find(fitsStyle) ?? candidates[0] ?? {};
}
