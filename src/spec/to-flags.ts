import { isDeepStrictEqual } from 'node:util';
import type { OrderedFlag } from '../model/command.js';
import type { ProviderSpec, ToolSpec } from '../model/spec.js';
import { completeAdditions, completeProvider, displayNameOf } from './defaults.js';
import { readFlags } from './flags.js';
import { authFlag, PROVIDER_FLAGS } from './flags/table.js';
import { writeTool } from './flags/tool.js';
import { isRecord } from '../model/json-schema/subschemas.js';
import type { AuthStyles } from './schema.js';

/**
 * The flags that say a checked spec, ready for a shell's quoting; undefined where flags cannot say all of it: nested
 * objects, resources, prompts, pagination, keywords that only JSON Schema has.
 */
export function toFlags(spec: ProviderSpec, styles: AuthStyles): string[] | undefined {
  const tools = spec.tools.map(writeTool);
  if (tools.includes(undefined) || Object.values(spec.auth).some(isRecord)) return undefined;
  const flags = [
    ...PROVIDER_FLAGS.flatMap(({ flag, key }) =>
      key === 'displayName' && spec.displayName === displayNameOf(spec.name)
        ? []
        : [flag, spec[key]],
    ),
    ...Object.entries(spec.auth).flatMap(([key, value]) =>
      [value].flat().flatMap((one) => [key === 'style' ? '--auth' : authFlag(key), String(one)]),
    ),
    ...tools.flatMap((tool) => tool ?? []),
  ];
  return says(flags, spec, styles) ? flags : undefined;
}

/** The flags that say some checked tools; undefined where flags cannot say all of them. */
export function toolsToFlags(tools: readonly ToolSpec[]): string[] | undefined {
  const flags = tools.map(writeTool);
  if (flags.includes(undefined)) return undefined;
  const words = flags.flatMap((each) => each ?? []);
  const { draft } = readFlags(pairs(words), {});
  // All have a description: they were written from complete ones.
  const read = completeAdditions({ tools: draft.tools as ToolSpec[] });
  return isDeepStrictEqual(read.tools, tools) ? words : undefined;
}

const pairs = (words: readonly string[]) =>
  words.flatMap((word, i): OrderedFlag[] => (i % 2 === 0 ? [[word, words[i + 1] ?? '']] : []));

/** Reading the flags gives the spec: nothing was lost on the way. */
function says(flags: readonly string[], spec: ProviderSpec, styles: AuthStyles): boolean {
  const { draft } = readFlags(pairs(flags), styles);
  // All that a spec needs has been said; where it was not, the comparison fails.
  return isDeepStrictEqual(completeProvider(draft as Parameters<typeof completeProvider>[0]), spec);
}
