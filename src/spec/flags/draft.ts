import {
  type AuthStyles,
  type Catalog,
  kindNamed,
  type Kinds,
  stylesOf,
} from '../../model/catalog.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import type { Kind } from '../../model/kind.js';
import type { AuthSpec, ToolSpec } from '../../model/spec.js';
import type { WrittenProvider } from '../defaults.js';
import { authFlag, settingFlag, stylesWith } from './table.js';
import type { UndescribedTool } from './tool.js';

/** What flags or answers have said of a provider so far. */
export type ProviderDraft = Partial<Omit<WrittenProvider, 'auth' | 'tools'>> & {
  auth?: Partial<AuthSpec>;
  tools: UndescribedTool[];
};

/** The draft with the auth style that its settings imply, where none is stated. */
export function withImpliedAuth(draft: ProviderDraft, kinds: Kinds): ProviderDraft {
  const style = kindNamed(draft.kind, kinds).contract?.authFor?.({ ...draft });
  return style === undefined ? draft : { ...draft, auth: { style, ...draft.auth } };
}

/** A draft with what `--yes` takes instead of asking: of what is required, the answers that a person would only confirm. */
export function withDefaults(draft: ProviderDraft, { kinds, styles }: Catalog): ProviderDraft {
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
  const complete = { ...auth };
  for (const { key, when, initial } of questions ?? []) {
    if (initial === undefined || !settings?.required.includes(key)) continue;
    if (when?.({ style: '', ...complete }) !== false) complete[key] ??= initial;
  }
  return complete;
}

/** The flags that would say what a draft lacks, in the order of the questions. */
export function missingOfProvider(
  { auth = {}, ...draft }: ProviderDraft,
  { kinds, styles }: Catalog,
) {
  const { settings } = kindNamed(draft.kind, kinds).spec;
  const style = auth.style === undefined ? undefined : styles[auth.style];
  const lacks = (keys: readonly string[]) => keys.filter((key) => auth[key] === undefined);
  const { required = [], oneOf = [] } = style?.settings ?? {};
  return [
    ...(draft.name === undefined ? ['--name'] : []),
    ...settings.filter(({ key }) => !Object.hasOwn(draft, key)).map(settingFlag),
    ...(auth.style === undefined ? ['--auth'] : []),
    ...lacks(required).map(authFlag),
    ...missingWay(oneOf, lacks),
    ...missingOfTools(draft.tools),
  ];
}

/** Of several groups of settings one is enough: the rest of one that is begun, or all of them in one word. */
function missingWay(
  ways: readonly (readonly string[])[],
  lacks: (keys: readonly string[]) => string[],
): string[] {
  if (ways.some((way) => lacks(way).length === 0)) return [];
  const begun = ways.find((way) => lacks(way).length < way.length);
  if (begun) return lacks(begun).map(authFlag);
  const [first, ...others] = ways.map((way) => way.map(authFlag).join(' and '));
  if (first === undefined) return [];
  return [others.length === 0 ? first : `${first} (or ${others.join(', or ')})`];
}

/** `named`: the first was named by itself. */
export const missingOfTools = (tools: readonly UndescribedTool[], named?: object): string[] =>
  tools.flatMap(({ name, description }, i) => {
    if (description !== undefined) return [];
    return [named && i === 0 ? '--description' : `--tool "${name}: …"`];
  });

/** The draft with something right wherever nothing was said: what is wrong with it is wrong with what was said. */
export function withSamples(draft: ProviderDraft, { kinds, styles }: Catalog) {
  const kind = kindNamed(draft.kind, kinds);
  const auth = authWithSample(draft.auth ?? {}, stylesOf(kind, styles));
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

/** The styles that take all that is stated, or else the first thing of it. */
export function stylesFor(stated: Partial<AuthSpec>, styles: AuthStyles): string[] {
  const keys = Object.keys(stated);
  const [first = Object.keys(styles), ...others] = keys.map((key) => stylesWith(key, styles));
  const all = first.filter((name) => others.every((names) => names.includes(name)));
  return all.length > 0 ? all : first;
}

/** Example settings of a kind, which go with the auth style where it has one. */
export function sampleSettings(kind: Kind, style: string | undefined): Record<string, string> {
  const most = Math.max(1, ...kind.spec.settings.map(({ schema }) => schema.examples.length));
  const candidates = Array.from({ length: most }, (_, n) =>
    Object.fromEntries(
      kind.spec.settings.map(({ key, schema: { examples } }) => [key, examples[n] ?? examples[0]]),
    ),
  );
  const fits = (settings: Record<string, string>) => kind.contract?.authFor?.(settings) === style;
  return candidates.find(fits) ?? candidates[0] ?? {};
}
