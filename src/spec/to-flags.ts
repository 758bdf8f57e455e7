import { isDeepStrictEqual } from 'node:util';
import { kindNamed, type Catalog } from '../model/catalog.js';
import type { OrderedFlag } from '../model/command.js';
import { DEFAULT_KIND, settingOf, type Kind } from '../model/kind.js';
import type { JsonSchema } from '../model/json-schema.js';
import type { AuthSpec, ProviderSpec, ToolSpec } from '../model/spec.js';
import { withPresetTexts } from './check.js';
import {
  completeAdditions,
  completeProvider,
  defaultDisplayName,
  type WrittenProvider,
} from './defaults.js';
import { CliError } from '../model/errors/cli-error.js';
import { readFlags } from './flags.js';
import { missingOfProvider, withDefaults, type ProviderDraft } from './flags/draft.js';
import { authFlag, KIND_FLAG, PROVIDER_FLAGS, settingFlag } from './flags/table.js';
import { writeTool } from './flags/tool.js';
import { isRecord } from '../model/json-schema/subschemas.js';

/**
 * The flags that say a checked spec, ready for a shell's quoting; undefined where flags cannot say all of it: nested
 * objects, resources, prompts, pagination, keywords that only JSON Schema has.
 */
export function toFlags(spec: ProviderSpec, catalog: Catalog): string[] | undefined {
  const kind = kindNamed(spec.kind, catalog.kinds);
  const tools = spec.tools.map((tool) => writeTool(tool, kind));
  if (tools.includes(undefined) || Object.values(spec.auth).some(isRecord)) return undefined;
  const flags = [
    ...PROVIDER_FLAGS.flatMap(({ flag, key }) => {
      const value = spec[key];
      const isImplied = key === 'displayName' && value === defaultDisplayName(spec, catalog.styles);
      return value === undefined || isImplied ? [] : [flag, value];
    }),
    ...(spec.kind === DEFAULT_KIND ? [] : [KIND_FLAG, spec.kind]),
    ...kind.spec.settings.flatMap((setting) => [settingFlag(setting), settingOf(spec, setting)]),
    ...authWords(spec.auth),
    ...tools.flatMap((tool) => tool ?? []),
  ];
  return says(flags, spec, catalog) ? flags : undefined;
}

/** The flags that say a sign-in, but for nested objects. */
export const authWords = (auth: AuthSpec): string[] =>
  Object.entries(auth).flatMap(([key, value]) =>
    [value].flat().flatMap((one) => [key === 'style' ? '--auth' : authFlag(key), String(one)]),
  );

/** The flags that say some checked tools; undefined where flags cannot say all of them. */
export function toolsToFlags(tools: readonly ToolSpec[], kind: Kind): string[] | undefined {
  const flags = tools.map((tool) => writeTool(tool, kind));
  if (flags.includes(undefined)) return undefined;
  const words = flags.flatMap((each) => each ?? []);
  const { draft } = readFlags(pairs(words), {
    kinds: { [DEFAULT_KIND]: kind },
    styles: {},
  });
  // All have a description: they were written from complete ones.
  const read = completeAdditions({ tools: draft.tools as ToolSpec[] }, kind);
  return isDeepStrictEqual(read.tools, tools) ? words : undefined;
}

/** A tool without the examples of its arguments, such as those of a pasted request, which flags do not say. */
export function withoutExamples({ inputSchema, ...tool }: ToolSpec): ToolSpec {
  const properties: Record<string, JsonSchema> = {};
  for (const [name, schema] of Object.entries(inputSchema.properties ?? {})) {
    properties[name] = typeof schema === 'object' ? { ...schema } : schema;
    if (typeof properties[name] === 'object') delete properties[name].examples;
  }
  return { ...tool, inputSchema: { ...inputSchema, properties } };
}

/** The flags that are needed to say a spec: `--yes` adds the others. */
export function withoutDefaults(
  flags: readonly OrderedFlag[],
  spec: ProviderSpec,
  catalog: Catalog,
): readonly OrderedFlag[] {
  const tools = flags.findIndex(([flag]) => flag === '--tool');
  const parts = [...(tools < 0 ? [] : [flags.slice(tools)]), ...flags.map((flag) => [flag])];
  return parts.reduce((needed, part) => {
    const fewer = needed.filter((flag) => !part.includes(flag));
    return isRead(fewer, spec, catalog) ? fewer : needed;
  }, flags);
}

function isRead(flags: readonly OrderedFlag[], spec: ProviderSpec, catalog: Catalog): boolean {
  try {
    const draft = withDefaults(readFlags(flags, catalog).draft, catalog);
    return missingOfProvider(draft, catalog).length === 0 && completes(draft, spec, catalog);
  } catch (error) {
    if (error instanceof CliError) return false; // such as a setting that must follow another
    throw error;
  }
}

/** Each flag with its value. */
export const pairs = (words: readonly string[]): OrderedFlag[] =>
  words.flatMap((word, i): OrderedFlag[] => (i % 2 === 0 ? [[word, words[i + 1] ?? '']] : []));

/** Reading the flags gives the spec: nothing was lost on the way. */
const says = (flags: readonly string[], spec: ProviderSpec, catalog: Catalog) =>
  completes(readFlags(pairs(flags), catalog).draft, spec, catalog);

/** The checked spec is what the draft becomes: where something is missing or wrong, the comparison fails. */
const completes = (draft: ProviderDraft, spec: ProviderSpec, catalog: Catalog) =>
  isDeepStrictEqual(
    completeProvider(withPresetTexts(draft, catalog) as WrittenProvider, catalog),
    spec,
  );
