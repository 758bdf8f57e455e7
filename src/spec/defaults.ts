import { type AuthStyles, type Catalog, kindNamed } from '../model/catalog.js';
import { isRecord, ownValue } from '../model/json-schema/subschemas.js';
import { DEFAULT_KIND, type Kind, settingOf } from '../model/kind.js';
import { displayNameOf } from '../model/names.js';
import type {
  AuthSpec,
  PromptSpec,
  ProviderSpec,
  ToolAnnotations,
  ToolSpec,
} from '../model/spec.js';

/**
 * Annotations of a tool: what its spec states, completed by what follows from its binding.
 * The hints about changes mean nothing for a tool that is stated to change nothing.
 */
export function annotationsOf(
  stated: ToolAnnotations = {},
  inferred: ToolAnnotations = {},
): ToolAnnotations | undefined {
  const { openWorldHint } = inferred;
  const ofReading = openWorldHint === undefined ? {} : { openWorldHint };
  const annotations = { ...(stated.readOnlyHint ? ofReading : inferred), ...stated };
  return Object.keys(annotations).length > 0 ? annotations : undefined;
}

/** What `add-tool`, `add-resource` and `add-prompt` add to a provider. */
export type Additions = Pick<ProviderSpec, 'tools' | 'resources' | 'prompts'>;

/** Specs as people may write them: what has a default can be left out. */
export type WrittenPrompt = Omit<PromptSpec, 'arguments'> & Partial<Pick<PromptSpec, 'arguments'>>;
export type WrittenAdditions = Partial<Omit<Additions, 'prompts'> & { prompts: WrittenPrompt[] }>;
export type WrittenProvider = Pick<ProviderSpec, 'name' | 'auth'> &
  Partial<Pick<ProviderSpec, 'kind' | 'displayName' | 'description'>> & {
    surface?: 'tools' | 'search';
  } & WrittenAdditions;

type Extras = Readonly<Record<string, unknown>>;

/** Completing what is complete changes nothing. */
export function completeProvider(
  written: WrittenProvider,
  { kinds, styles }: Catalog,
): ProviderSpec {
  const kind = kindNamed(written.kind, kinds);
  const settings = kind.spec.settings.map((setting) => {
    const text = settingOf(written, setting);
    return [setting.key, setting.complete?.(text) ?? text] as const;
  });
  const implied = ownValue(styles, written.auth.style)?.extras?.(written.auth) ?? {};
  const extras = { ...implied, ...written, ...headersOf({ ...written }, implied) };
  return {
    name: written.name,
    kind: written.kind ?? DEFAULT_KIND,
    displayName: written.displayName ?? defaultDisplayName(written, styles),
    description: written.description ?? '',
    ...Object.fromEntries([
      ...settings,
      ...Object.entries(extras).filter(([key]) => key in (kind.spec.extras ?? {})),
    ]),
    auth: written.auth,
    ...(written.surface === 'search' && { surface: written.surface }),
    ...completeAdditions(written, kind),
  };
}

/** With own headers, an API requires those of its preset, too; names of headers have no case. */
function headersOf({ headers: own }: Extras, { headers: implied }: Extras): Extras {
  if (!isRecord(own) || !isRecord(implied)) return {};
  const names = new Set(Object.keys(own).map((name) => name.toLowerCase()));
  const missing = Object.entries(implied).filter(([name]) => !names.has(name.toLowerCase()));
  return { headers: { ...Object.fromEntries(missing), ...own } };
}

export const completeAdditions = (written: WrittenAdditions, kind: Kind): Additions => ({
  tools: (written.tools ?? []).map((tool) => completeTool(tool, kind)),
  resources: written.resources ?? [],
  prompts: (written.prompts ?? []).map((prompt) => ({ arguments: [], ...prompt })),
});

/** A tool is completed when it is checked and again when it is rendered: one object, for which examples are made once. */
const completeTools = new WeakMap<ToolSpec, { kind: Kind; complete: ToolSpec }>();

export function completeTool(written: ToolSpec, kind: Kind): ToolSpec {
  const earlier = completeTools.get(written);
  if (earlier?.kind === kind) return earlier.complete;
  const { annotations: stated, ...tool } = written;
  const annotations = annotationsOf(stated, kind.spec.tool?.annotations(tool));
  const complete = { ...tool, ...(annotations && { annotations }) };
  for (const each of [written, complete]) completeTools.set(each, { kind, complete });
  return complete;
}

/** The display name of a provider that is given no other: that of the known service of its name, or one derived from the name. */
export function defaultDisplayName(
  { name, auth }: { name: string; auth?: Partial<AuthSpec> | undefined },
  styles: AuthStyles,
): string {
  const style = auth?.style === undefined ? undefined : ownValue(styles, auth.style);
  const service = style?.service?.({ ...auth });
  return service?.name === name ? service.displayName : displayNameOf(name);
}

/** Arguments without a description get the one that the binding suggests. */
export function describedArguments(
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
