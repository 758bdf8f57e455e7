import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../runtime/src/utils/is-object.js';
import type { OrderedFlag } from '../model/command.js';
import { CliError } from '../model/errors/cli-error.js';
import type { JsonSchema } from '../model/json-schema.js';
import { DEFAULT_KIND, type Kind } from '../model/kind.js';
import { kindNamed, type KindsAndStyles } from '../model/kinds-and-styles.js';
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
 * Returns the options for a checked spec, not yet quoted for a shell. Undefined if options cannot
 * state all of it: nested objects, resources, prompts, pagination, or keywords that only JSON
 * Schema has.
 */
export function toFlags(spec: ProviderSpec, kindsAndStyles: KindsAndStyles): string[] | undefined {
  const kind = kindNamed(spec.kind, kindsAndStyles.kinds);
  const tools = spec.tools.map((tool) => writeTool(tool, kind));
  if (tools.includes(undefined) || Object.values(spec.auth).some(isObject)) return undefined;
  const { displayName, ...otherKeys } = spec;
  const fields = {
    ...otherKeys,
    ...(displayName !== defaultDisplayName(spec, kindsAndStyles.styles) && { displayName }),
  };
  const flags = [
    ...rowsFor(spec, kindsAndStyles).flatMap((row) => rowWords(row, fields)),
    ...tools.flatMap((tool) => tool ?? []),
  ];
  return reproduces(flags, spec, kindsAndStyles) ? flags : undefined;
}

/** Returns the rows of a provider; those of its sign-in have the order of the spec. */
function rowsFor(
  { auth }: Pick<ProviderSpec, 'auth'>,
  { kinds, styles }: KindsAndStyles,
): ProviderRow[] {
  const keys = Object.keys(auth);
  const place = ({ path: [key, setting = ''] }: ProviderRow) =>
    key === 'auth' ? 1 + keys.indexOf(setting) : 0;
  return providerRows(kinds, styles).toSorted((a, b) => place(a) - place(b));
}

/** Returns the words of a row for a spec; empty if the value is the default. */
const rowWords = ({ flag, path, default: defaultValue }: ProviderRow, spec: object): string[] =>
  ([memberAt(spec, path)].flat() as (string | boolean | undefined)[]).flatMap((value) =>
    value === undefined || value === defaultValue ? [] : [flag, String(value)],
  );

/**
 * Returns the options for the differences between two providers. If the sign-in differs, all of its
 * options are included, if possible.
 */
export const changedFlags = (
  spec: Pick<ProviderSpec, 'auth'>,
  previousProvider: object,
  kindsAndStyles: KindsAndStyles,
): OrderedFlag[] =>
  rowsFor(spec, kindsAndStyles).flatMap((row) => {
    const topLevel = row.path.slice(0, 1);
    const value = memberAt(spec, topLevel);
    const isNested = isObject(value) && Object.values(value).some(isObject);
    return isNested || isDeepStrictEqual(value, memberAt(previousProvider, topLevel))
      ? []
      : flagPairs(rowWords(row, spec));
  });

/** Returns the options for some checked tools; undefined if options cannot state all of them. */
export function toolsToFlags(tools: readonly ToolSpec[], kind: Kind): string[] | undefined {
  const flags = tools.map((tool) => writeTool(tool, kind));
  if (flags.includes(undefined)) return undefined;
  const allFlags = flags.flatMap((flagsOfTool) => flagsOfTool ?? []);
  const { draft } = readFlags(flagPairs(allFlags), {
    kinds: { [DEFAULT_KIND]: kind },
    styles: {},
  });
  // Options of complete tools contain a description for each tool.
  const read = completeAdditions({ tools: draft.tools as ToolSpec[] }, kind);
  return isDeepStrictEqual(read.tools, tools) ? allFlags : undefined;
}

/** Returns a tool without examples of its arguments, such as those of a pasted request, which options cannot state. */
export function withoutExamples({ inputSchema, ...tool }: ToolSpec): ToolSpec {
  const properties: Record<string, JsonSchema> = {};
  for (const [name, schema] of Object.entries(inputSchema.properties ?? {})) {
    properties[name] = typeof schema === 'object' ? { ...schema } : schema;
    if (typeof properties[name] === 'object') delete properties[name].examples;
  }
  return { ...tool, inputSchema: { ...inputSchema, properties } };
}

/** Returns the options that are needed for a spec, because `--yes` adds the others. */
export function withoutDefaults(
  flags: readonly OrderedFlag[],
  spec: ProviderSpec,
  kindsAndStyles: KindsAndStyles,
): readonly OrderedFlag[] {
  const tools = flags.findIndex(([flag]) => flag === '--tool');
  const parts = [...(tools < 0 ? [] : [flags.slice(tools)]), ...flags.map((flag) => [flag])];
  return parts.reduce((neededFlags, part) => {
    const remainingFlags = neededFlags.filter((flag) => !part.includes(flag));
    return canReplace(remainingFlags, spec, kindsAndStyles) ? remainingFlags : neededFlags;
  }, flags);
}

function canReplace(
  flags: readonly OrderedFlag[],
  spec: ProviderSpec,
  kindsAndStyles: KindsAndStyles,
): boolean {
  try {
    const draft = withDefaults(readFlags(flags, kindsAndStyles).draft, kindsAndStyles);
    return (
      missingOfProvider(draft, kindsAndStyles).length === 0 &&
      completes(draft, spec, kindsAndStyles)
    );
  } catch (error) {
    if (error instanceof CliError) return false; // such as a setting that must follow another one
    throw error;
  }
}

/** Returns the pairs of options and values. */
export const flagPairs = (flagWords: readonly string[]): OrderedFlag[] =>
  flagWords.flatMap((word, i): OrderedFlag[] =>
    i % 2 === 0 ? [[word, flagWords[i + 1] ?? '']] : [],
  );

/** Returns whether parsing the options gives the spec, so that nothing is lost. */
const reproduces = (flags: readonly string[], spec: ProviderSpec, kindsAndStyles: KindsAndStyles) =>
  completes(readFlags(flagPairs(flags), kindsAndStyles).draft, spec, kindsAndStyles);

/** Returns whether the draft becomes the checked spec; false if something is missing or invalid. */
const completes = (draft: ProviderDraft, spec: ProviderSpec, kindsAndStyles: KindsAndStyles) =>
  isDeepStrictEqual(
    completeProvider(withPresetTexts(draft, kindsAndStyles) as WrittenProvider, kindsAndStyles),
    spec,
  );
