import {
  type Client,
  specTypeSchemas,
  type Tool,
  type Transport,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import { isDeeperThan, MAX_DEPTH } from '../utils/json-depth.js';

/** The schemas of the entries in each list, by the name of the list in the result. */
const LISTS = {
  tools: specTypeSchemas.Tool,
  resources: specTypeSchemas.Resource,
  resourceTemplates: specTypeSchemas.ResourceTemplate,
  prompts: specTypeSchemas.Prompt,
} as const;

type ListName = keyof typeof LISTS;

const listNames = Object.keys(LISTS) as ListName[];

/** A tool, resource or prompt whose definition does not conform to MCP. */
export interface InvalidEntry {
  list: ListName;
  name: string;
  /** What is wrong with the entry. */
  message: string;
  /** Set for a tool that is used without its output schema. */
  isUsed?: true;
}

/** The tools of a server, and the entries of its list that do not conform to MCP. */
export interface ToolList {
  tools: Tool[];
  invalid: InvalidEntry[];
}

/** Invalid entries of all pages of the lists that a client has received, by list and name. */
const invalidByClient = new WeakMap<Client, Record<ListName, Map<string, InvalidEntry>>>();

/** Returns the invalid entries of the lists that a client has received last. */
export const invalidEntries = (client: Client): InvalidEntry[] =>
  listNames.flatMap((list) => [...(invalidByClient.get(client)?.[list].values() ?? [])]);

/**
 * Returns the valid tools of a server. A tool whose output schema alone is not valid is used
 * without it; of two with one name, the first is used.
 */
export async function toolList(
  client: Client,
  options: Parameters<Client['listTools']>[1],
): Promise<ToolList> {
  const invalid = invalidByClient.get(client)?.tools;
  invalid?.clear(); // removes those of the previous list
  const tools = uniqueByName(client, 'tools', (await client.listTools(undefined, options)).tools);
  return { tools, invalid: [...(invalid?.values() ?? [])] };
}

const REPEATED = 'The server lists another one with this name before it';

/** Keeps the first entry of each name. The others become invalid entries of the client. */
export function uniqueByName<Entry extends { name: string }>(
  client: Client,
  list: ListName,
  entries: readonly Entry[],
): Entry[] {
  const names = new Set<string>();
  return entries.filter(({ name }) => {
    if (names.has(name))
      invalidByClient.get(client)?.[list].set(name, { list, name, message: REPEATED });
    const isFirst = !names.has(name);
    names.add(name);
    return isFirst;
  });
}

/** Returns whether a server runs a tool only as a task (MCP 2025-11-25, "Tasks"): calls here are not tasks. */
export const isTaskOnly = ({ execution }: Tool): boolean => execution?.taskSupport === 'required';

/**
 * Removes invalid entries, and a null in place of a cursor, before the SDK client reads a list: it
 * would reject the whole list.
 */
export function cleanLists(client: Client, transport: Transport): void {
  const invalid = {
    tools: new Map<string, InvalidEntry>(),
    resources: new Map<string, InvalidEntry>(),
    resourceTemplates: new Map<string, InvalidEntry>(),
    prompts: new Map<string, InvalidEntry>(),
  };
  invalidByClient.set(client, invalid);
  const { onmessage } = transport;
  // The SDK client calls this handler before its own.
  transport.onmessage = (message, extra) => {
    onmessage?.(message, extra);
    // Results of other requests may have such members, too.
    if (!('result' in message) || 'content' in message.result) return;
    const { result } = message;
    // A null cursor marks the end of a list in many languages (MCP 2026-07-28, "Pagination": a
    // non-null cursor is followed).
    if (result.nextCursor === null) delete result.nextCursor;
    const isLegacy = client.getProtocolEra() === 'legacy';
    for (const list of listNames) removeInvalid(result, list, invalid[list], isLegacy);
  };
}

const NamedEntry = z.object({ name: z.string() });
const DescribedEntry = z.object({ description: z.string() });

function removeInvalid(
  result: Record<string, unknown>,
  list: ListName,
  invalid: Map<string, InvalidEntry>,
  isLegacy: boolean,
): void {
  const entries = result[list];
  if (!Array.isArray(entries)) return;
  result[list] = entries.flatMap((entry: unknown) => {
    // An entry without a name is in no catalog.
    const name = NamedEntry.safeParse(entry).data?.name ?? `(without a name, ${invalid.size + 1})`;
    const message = faultOf(entry, list, isLegacy);
    if (message === undefined) {
      invalid.delete(name);
      return [entry];
    }
    // Without its output schema, the tool may be valid; the result of a call is complete without
    // it.
    const withoutOutputSchema = { ...(entry as Record<string, unknown> | null) };
    delete withoutOutputSchema.outputSchema;
    const isUsed = list === 'tools' && faultOf(withoutOutputSchema, list, isLegacy) === undefined;
    invalid.set(name, { list, name, message, ...(isUsed && { isUsed }) });
    return isUsed ? [withoutOutputSchema] : [];
  });
}

const LegacySchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});

/** A tool until 2025-11-25: both schemas are those of objects. */
const LegacyTool = z.looseObject({
  inputSchema: LegacySchema,
  outputSchema: LegacySchema.optional(),
});

/** Longest description: about 50,000 tokens, a quarter of what models read at once. */
const MAX_CHARACTERS = 200_000;

/** Returns the problem of an entry; undefined if it conforms to MCP and has a description that a model can read. */
function faultOf(entry: unknown, list: ListName, isLegacy: boolean): string | undefined {
  const { description = '' } = DescribedEntry.safeParse(entry).data ?? {};
  if (description.length > MAX_CHARACTERS)
    return `Its description has more than ${MAX_CHARACTERS} characters`;
  if (isDeeperThan(entry, MAX_DEPTH)) return `It has more than ${MAX_DEPTH} levels`;
  const validation = LISTS[list]['~standard'].validate(entry);
  if (validation instanceof Promise) {
    validation.catch(() => {});
    return undefined;
  }
  const legacyError = isLegacy && list === 'tools' ? LegacyTool.safeParse(entry).error : undefined;
  return (validation.issues ?? legacyError?.issues)
    ?.slice(0, 3)
    .map(({ path = [], message }) =>
      [path.map(String).join('.'), message].filter(Boolean).join(': '),
    )
    .join('; ');
}
