import {
  type Client,
  specTypeSchemas,
  type Tool,
  type Transport,
} from '@modelcontextprotocol/client';
import * as z from 'zod';
import { isDeeper } from '../utils/json-depth.js';

/** The schema of what each list of a server contains, by the name of the list in the result. */
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
  /** What is wrong with it. */
  message: string;
  /** Of a tool that is used nevertheless, without its output schema. */
  isUsed?: true;
}

export interface ToolList {
  tools: Tool[];
  invalid: InvalidEntry[];
}

/** By list and name; of the lists that a client has received, with all their pages. */
const invalidOf = new WeakMap<Client, Record<ListName, Map<string, InvalidEntry>>>();

/** What the lists that a client has received last contain beside valid entries. */
export const invalidEntries = (client: Client): InvalidEntry[] =>
  listNames.flatMap((list) => [...(invalidOf.get(client)?.[list].values() ?? [])]);

/** The tools of a server, without those that are not valid. A tool whose output schema alone is not valid has none; of two with one name, the first is used. */
export async function toolList(
  client: Client,
  options: Parameters<Client['listTools']>[1],
): Promise<ToolList> {
  const invalid = invalidOf.get(client)?.tools;
  invalid?.clear(); // those of the list before
  const tools = distinctByName(client, 'tools', (await client.listTools(undefined, options)).tools);
  return { tools, invalid: [...(invalid?.values() ?? [])] };
}

/** A name stands for one entry: the first. The others are among the invalid entries of the client. */
export function distinctByName<Entry extends { name: string }>(
  client: Client,
  list: ListName,
  entries: readonly Entry[],
): Entry[] {
  const names = new Set<string>();
  return entries.filter(({ name }) => {
    if (names.has(name)) invalidOf.get(client)?.[list].set(name, { list, name, message: REPEATED });
    const isFirst = !names.has(name);
    names.add(name);
    return isFirst;
  });
}

const REPEATED = 'The server lists another one with this name before it';

/** Whether a server runs a tool only as a task (MCP 2025-11-25, "Tasks"): calls here are none. */
export const isTaskOnly = ({ execution }: Tool): boolean => execution?.taskSupport === 'required';

/** The client of the SDK rejects a whole list for one invalid entry, or a null in place of a cursor: they are taken out before it reads the list. */
export function cleanLists(client: Client, transport: Transport): void {
  const invalid = {
    tools: new Map<string, InvalidEntry>(),
    resources: new Map<string, InvalidEntry>(),
    resourceTemplates: new Map<string, InvalidEntry>(),
    prompts: new Map<string, InvalidEntry>(),
  };
  invalidOf.set(client, invalid);
  const { onmessage } = transport;
  // The client of the SDK calls it before its own.
  transport.onmessage = (message, extra) => {
    onmessage?.(message, extra);
    // Results of other requests may have such members, too.
    if (!('result' in message) || 'content' in message.result) return;
    const { result } = message;
    // The end of a list, in many languages (MCP 2026-07-28, "Pagination": a non-null cursor is followed).
    if (result.nextCursor === null) delete result.nextCursor;
    const isLegacy = client.getProtocolEra() === 'legacy';
    for (const list of listNames) takeOut(result, list, invalid[list], isLegacy);
  };
}

const Named = z.object({ name: z.string() });
const Described = z.object({ description: z.string() });

function takeOut(
  result: Record<string, unknown>,
  list: ListName,
  invalid: Map<string, InvalidEntry>,
  isLegacy: boolean,
): void {
  const entries = result[list];
  if (!Array.isArray(entries)) return;
  result[list] = entries.flatMap((entry: unknown) => {
    // What has no name is in no catalog.
    const name = Named.safeParse(entry).data?.name ?? `(without a name, ${invalid.size + 1})`;
    const message = faultOf(entry, list, isLegacy);
    if (message === undefined) {
      invalid.delete(name);
      return [entry];
    }
    // The result of a call is complete without it.
    const rest = { ...(entry as Record<string, unknown> | null) };
    delete rest.outputSchema;
    const isUsed = list === 'tools' && faultOf(rest, list, isLegacy) === undefined;
    invalid.set(name, { list, name, message, ...(isUsed && { isUsed }) });
    return isUsed ? [rest] : [];
  });
}

const LegacySchema = z.looseObject({
  type: z.literal('object'),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).optional(),
});

/** Until 2025-11-25, both schemas are those of objects. */
const LegacyTool = z.looseObject({
  inputSchema: LegacySchema,
  outputSchema: LegacySchema.optional(),
});

/** What reads a definition may recurse, as `JSON.stringify` does. */
const MAX_DEPTH = 500;

/** Of a description: about 50,000 tokens, a quarter of what models read at once. */
const MOST_CHARACTERS = 200_000;

/** Undefined for what conforms to MCP, and has a description that a model can read. */
function faultOf(entry: unknown, list: ListName, isLegacy: boolean): string | undefined {
  const { description = '' } = Described.safeParse(entry).data ?? {};
  if (description.length > MOST_CHARACTERS)
    return `Its description has more than ${MOST_CHARACTERS} characters`;
  if (isDeeper(entry, MAX_DEPTH)) return `It has more than ${MAX_DEPTH} levels`;
  const checked = LISTS[list]['~standard'].validate(entry);
  if (checked instanceof Promise) {
    checked.catch(() => {});
    return undefined;
  }
  const older = isLegacy && list === 'tools' ? LegacyTool.safeParse(entry).error : undefined;
  return (checked.issues ?? older?.issues)
    ?.slice(0, 3)
    .map(({ path = [], message }) =>
      [path.map(String).join('.'), message].filter(Boolean).join(': '),
    )
    .join('; ');
}
