import { isDeepStrictEqual } from 'node:util';
import { type Catalog, kindNamed } from '../model/catalog.js';
import type { OrderedFlag } from '../model/command.js';
import { CliError } from '../model/errors/cli-error.js';
import type { JsonSchema } from '../model/json-schema.js';
import { isRecord } from '../model/json-schema/subschemas.js';
import { DEFAULT_KIND, type Kind } from '../model/kind.js';
import type { ProviderSpec, ToolSpec } from '../model/spec.js';
import { memberAt } from './at-path.js';
import { withPresetTexts } from './check.js';
import {
  completeAdditions,
  completeProvider,
  defaultDisplayName,
  type WrittenProvider,
} from './defaults.js';
import { readFlags } from './flags.js';
import { missingOfProvider, type ProviderDraft, withDefaults } from './flags/draft.js';
import { type ProviderRow, providerRows } from './flags/table.js';
import { writeTool } from './flags/tool.js';

/**
 * The flags that say a checked spec, ready for a shell's quoting; undefined where flags cannot say all of it: nested
 * objects, resources, prompts, pagination, keywords that only JSON Schema has.
 */
export function toFlags(spec: ProviderSpec, catalog: Catalog): string[] | undefined {
  const kind = kindNamed(spec.kind, catalog.kinds);
  const tools = spec.tools.map((tool) => writeTool(tool, kind));
  if (tools.includes(undefined) || Object.values(spec.auth).some(isRecord)) return undefined;
  const { displayName, ...others } = spec;
  const fields = {
    ...others,
    ...(displayName !== defaultDisplayName(spec, catalog.styles) && { displayName }),
  };
  const flags = [
    ...rowsFor(spec, catalog).flatMap((row) => wordsOf(row, fields)),
    ...tools.flatMap((tool) => tool ?? []),
  ];
  return says(flags, spec, catalog) ? flags : undefined;
}

/** The rows of a provider; those of its sign-in in the order of the spec. */
function rowsFor({ auth }: Pick<ProviderSpec, 'auth'>, { kinds, styles }: Catalog): ProviderRow[] {
  const keys = Object.keys(auth);
  const place = ({ path: [key, setting = ''] }: ProviderRow) =>
    key === 'auth' ? 1 + keys.indexOf(setting) : 0;
  return providerRows(kinds, styles).toSorted((a, b) => place(a) - place(b));
}

/** The words of a row for a spec; none for a default. */
const wordsOf = ({ flag, path, default: implied }: ProviderRow, spec: object): string[] =>
  ([memberAt(spec, path)].flat() as (string | boolean | undefined)[]).flatMap((one) =>
    one === undefined || one === implied ? [] : [flag, String(one)],
  );

/** The flags that say in what a provider differs from another; of a sign-in, all of it, where flags can. */
export const changedFlags = (
  spec: Pick<ProviderSpec, 'auth'>,
  former: object,
  catalog: Catalog,
): OrderedFlag[] =>
  rowsFor(spec, catalog).flatMap((row) => {
    const topLevel = row.path.slice(0, 1);
    const value = memberAt(spec, topLevel);
    const isNested = isRecord(value) && Object.values(value).some(isRecord);
    return isNested || isDeepStrictEqual(value, memberAt(former, topLevel))
      ? []
      : pairs(wordsOf(row, spec));
  });

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
