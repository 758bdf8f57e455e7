import type { Client, JSONRPCMessage, Tool, Transport } from '@modelcontextprotocol/client';
import { specTypeSchemas } from '@modelcontextprotocol/client';
import * as z from 'zod';
import { isDeeper } from '../utils/json-depth.js';

/** A tool whose definition does not conform to MCP. */
export interface InvalidTool {
  name: string;
  /** What is wrong with it. */
  message: string;
}

export interface ToolList {
  tools: Tool[];
  invalid: InvalidTool[];
}

/** By name; of the list that a client has received, with all its pages. */
const invalidTools = new WeakMap<Client, Map<string, InvalidTool>>();

/** The tools of a server, without those that are not valid. */
export async function toolList(
  client: Client,
  options: Parameters<Client['listTools']>[1],
): Promise<ToolList> {
  const invalid = invalidTools.get(client);
  invalid?.clear(); // those of the list before
  const { tools } = await client.listTools(undefined, options);
  return { tools, invalid: [...(invalid?.values() ?? [])] };
}

/** The client of the SDK rejects a whole list for one invalid tool, or a null in place of a cursor: they are taken out before it reads the list. */
export function cleanLists(client: Client, transport: Transport): void {
  const invalid = new Map<string, InvalidTool>();
  invalidTools.set(client, invalid);
  const { onmessage } = transport;
  // The client of the SDK calls it before its own.
  transport.onmessage = (message, extra) => {
    onmessage?.(message, extra);
    // The end of a list, in many languages (MCP 2026-07-28, "Pagination": a non-null cursor is followed).
    if ('result' in message && message.result.nextCursor === null) delete message.result.nextCursor;
    takeOut(message, invalid);
  };
}

const List = z.object({ result: z.looseObject({ tools: z.array(z.unknown()) }) });
const Named = z.object({ name: z.string() });
const Described = z.object({ description: z.string() });

function takeOut(message: JSONRPCMessage, invalid: Map<string, InvalidTool>): void {
  // Results of other requests may have such a member, too.
  if (!('result' in message) || !('tools' in message.result) || 'content' in message.result) return;
  const { data: list } = List.safeParse(message);
  if (!list) return;
  message.result.tools = list.result.tools.filter((tool) => {
    // What has no name is in no catalog.
    const name = Named.safeParse(tool).data?.name ?? `(without a name, ${invalid.size + 1})`;
    const fault = faultOf(tool);
    if (fault === undefined) invalid.delete(name);
    else invalid.set(name, { name, message: fault });
    return fault === undefined;
  });
}

/** What reads a definition may recurse, as `JSON.stringify` does. */
const MAX_DEPTH = 500;

/** Of a description: about 50,000 tokens, a quarter of what models read at once. */
const MOST_CHARACTERS = 200_000;

/** Undefined for a tool that conforms to MCP, and whose description a model can read. */
function faultOf(tool: unknown): string | undefined {
  const { description = '' } = Described.safeParse(tool).data ?? {};
  if (description.length > MOST_CHARACTERS)
    return `Its description has more than ${MOST_CHARACTERS} characters`;
  if (isDeeper(tool, MAX_DEPTH)) return `It has more than ${MAX_DEPTH} levels`;
  const checked = specTypeSchemas.Tool['~standard'].validate(tool);
  if (checked instanceof Promise) {
    checked.catch(() => {});
    return undefined;
  }
  return checked.issues
    ?.slice(0, 3)
    .map(({ path = [], message }) =>
      [path.map(String).join('.'), message].filter(Boolean).join(': '),
    )
    .join('; ');
}
