import { isObject } from '../../runtime/src/utils/is-object.js';
import { ownValue } from '../model/json-schema/subschemas.js';
import { DEFAULT_KIND, type Kind, textSetting } from '../model/kind.js';
import { type AuthStyles, kindNamed, type KindsAndStyles } from '../model/kinds-and-styles.js';
import { displayNameOf } from '../model/names.js';
import type {
  AuthSpec,
  PromptSpec,
  ProviderSpec,
  ToolAnnotations,
  ToolSpec,
} from '../model/spec.js';

/**
 * Returns the annotations of a tool: those of its spec, completed by those that follow from its
 * binding. Hints about changes are omitted for read-only tools.
 */
export function completeAnnotations(
  statedAnnotations: ToolAnnotations = {},
  inferredAnnotations: ToolAnnotations = {},
): ToolAnnotations | undefined {
  const { openWorldHint } = inferredAnnotations;
  const ofReading = openWorldHint === undefined ? {} : { openWorldHint };
  const annotations = {
    ...(statedAnnotations.readOnlyHint ? ofReading : inferredAnnotations),
    ...statedAnnotations,
  };
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}

/** The parts that `add-tool`, `add-resource` and `add-prompt` add to a provider. */
export type Additions = Pick<ProviderSpec, 'tools' | 'resources' | 'prompts'>;

/** Specs as authors may write them, without keys that have a default. */
export type WrittenPrompt = Omit<PromptSpec, 'arguments'> & Partial<Pick<PromptSpec, 'arguments'>>;
type WrittenAdditions = Partial<Omit<Additions, 'prompts'> & { prompts: WrittenPrompt[] }>;
export type WrittenProvider = Pick<ProviderSpec, 'name' | 'auth'> &
  Partial<Pick<ProviderSpec, 'kind' | 'displayName' | 'description' | 'view'>> & {
    surface?: 'tools' | 'search';
  } & WrittenAdditions;

type ExtraKeys = Readonly<Record<string, unknown>>;

/** Returns a provider with all defaults. A complete provider does not change. */
export function completeProvider(
  writtenProvider: WrittenProvider,
  { kinds, styles }: KindsAndStyles,
): ProviderSpec {
  const kind = kindNamed(writtenProvider.kind, kinds);
  const settings = kind.spec.settings.map((setting) => {
    const text = textSetting(writtenProvider, setting);
    return [setting.key, setting.complete?.(text) ?? text] as const;
  });
  const impliedKeys =
    ownValue(styles, writtenProvider.auth.style)?.extras?.(writtenProvider.auth) ?? {};
  const extras = {
    ...impliedKeys,
    ...writtenProvider,
    ...completeHeaders({ ...writtenProvider }, impliedKeys),
  };
  return {
    name: writtenProvider.name,
    kind: writtenProvider.kind ?? DEFAULT_KIND,
    displayName: writtenProvider.displayName ?? defaultDisplayName(writtenProvider, styles),
    description: writtenProvider.description ?? '',
    ...Object.fromEntries([
      ...settings,
      ...Object.entries(extras).filter(([key]) => key in (kind.spec.extras ?? {})),
    ]),
    auth: writtenProvider.auth,
    ...(writtenProvider.surface === 'search' && { surface: writtenProvider.surface }),
    ...(writtenProvider.view && { view: writtenProvider.view }),
    ...completeAdditions(writtenProvider, kind),
  };
}

/** Returns the headers of an API, including those that its preset requires. Header names are case-insensitive. */
function completeHeaders(
  { headers: ownHeaders }: ExtraKeys,
  { headers: impliedHeaders }: ExtraKeys,
): ExtraKeys {
  if (!isObject(ownHeaders) || !isObject(impliedHeaders)) return {};
  const names = new Set(Object.keys(ownHeaders).map((name) => name.toLowerCase()));
  const missingHeaders = Object.entries(impliedHeaders).filter(
    ([name]) => !names.has(name.toLowerCase()),
  );
  return { headers: { ...Object.fromEntries(missingHeaders), ...ownHeaders } };
}

export const completeAdditions = (writtenAdditions: WrittenAdditions, kind: Kind): Additions => ({
  tools: (writtenAdditions.tools ?? []).map((tool) => completeTool(tool, kind)),
  resources: writtenAdditions.resources ?? [],
  prompts: (writtenAdditions.prompts ?? []).map((prompt) => ({ arguments: [], ...prompt })),
});

/** A tool is completed when it is checked and again when it is rendered: one object, for which examples are made once. */
const completeTools = new WeakMap<ToolSpec, { kind: Kind; complete: ToolSpec }>();

export function completeTool(written: ToolSpec, kind: Kind): ToolSpec {
  const earlier = completeTools.get(written);
  if (earlier?.kind === kind) return earlier.complete;
  const { annotations: writtenAnnotations, ...tool } = written;
  const annotations = completeAnnotations(writtenAnnotations, kind.spec.tool?.annotations(tool));
  const complete = { ...tool, ...(annotations && { annotations }) };
  for (const version of [written, complete]) completeTools.set(version, { kind, complete });
  return complete;
}

/**
 * Returns the display name of a provider that states none: that of the known service with its name,
 * or one derived from the name.
 */
export function defaultDisplayName(
  { name, auth }: { name: string; auth?: Partial<AuthSpec> | undefined },
  styles: AuthStyles,
): string {
  const style = auth?.style === undefined ? undefined : ownValue(styles, auth.style);
  const service = style?.service?.({ ...auth });
  return service?.name === name ? service.displayName : displayNameOf(name);
}

/** Returns the input schema with descriptions that the binding suggests, for arguments that have none. */
export function withSuggestedDescriptions(
  schema: ToolSpec['inputSchema'],
  texts: Readonly<Record<string, string>> = {},
): ToolSpec['inputSchema'] {
  const properties = Object.entries(schema.properties ?? {}).map(([name, property]) => {
    const description = ownValue(texts, name);
    return [
      name,
      typeof property === 'object' && description !== undefined
        ? { description, ...property }
        : property,
    ] as const;
  });
  return { ...schema, properties: Object.fromEntries(properties) };
}
