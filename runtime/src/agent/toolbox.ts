import type { Client, Tool } from '@modelcontextprotocol/client';
import type { ToolSpec } from './model.js';

/** A connected MCP server whose tools the model gets. */
export interface Source {
  /** Precedes the name of a tool where two sources have a tool of that name. */
  name: string;
  client: Pick<Client, 'callTool' | 'getServerCapabilities' | 'listTools' | 'request'> &
    Partial<Pick<Client, 'getInstructions'>>;
}

/** What a call may do, by the annotations of the tool. */
export type Effect = 'reads' | 'writes' | 'destroys';

export interface Offered {
  spec: ToolSpec;
  tool: Tool;
  source: Source;
  effect: Effect;
}

/** By the names that the model sees. */
export type Toolbox = ReadonlyMap<string, Offered>;

/**
 * The tools of several servers.
 * @param leaveOut takes a server that does not list its tools, and why: the others are used without it
 */
export async function toolbox(
  sources: readonly Source[],
  leaveOut: (source: Source, error: unknown) => void,
  signal?: AbortSignal,
): Promise<Toolbox> {
  const lists = await Promise.all(
    sources.map(async (source) => {
      try {
        return await toolsOf(source, signal);
      } catch (error) {
        signal?.throwIfAborted();
        leaveOut(source, error);
        return [];
      }
    }),
  );
  const all = lists.flat();
  const box = new Map<string, Offered>();
  for (const { source, tool } of all) {
    const isShared = all.filter((other) => other.tool.name === tool.name).length > 1;
    const name = unused(box, acceptable(isShared ? `${source.name}__${tool.name}` : tool.name));
    const { description = '', title, inputSchema } = tool;
    const schema = { properties: {}, ...inputSchema } as Record<string, unknown>;
    delete schema.$schema; // some services refuse it
    const spec = { name, description: description || title || tool.name, schema };
    box.set(name, { spec, tool, source, effect: effectOf(tool) });
  }
  return box;
}

async function toolsOf(source: Source, signal?: AbortSignal) {
  if (!source.client.getServerCapabilities()?.tools) return [];
  const { tools } = await source.client.listTools(undefined, { ...(signal && { signal }) });
  return tools.map((tool) => ({ source, tool }));
}

/** Without annotations, a tool may destroy (MCP, `ToolAnnotations`). */
function effectOf({ annotations = {} }: Pick<Tool, 'annotations'>): Effect {
  if (annotations.readOnlyHint === true) return 'reads';
  return annotations.destructiveHint === false ? 'writes' : 'destroys';
}

const LONGEST_NAME = 64;

/** MCP allows dots and 128 characters, the services do not. */
const acceptable = (name: string): string =>
  name
    .replace(/[^\w-]/g, '_')
    .replace(/^(?![A-Za-z])/, 'tool_') // Gemini and Kimi take no other beginning
    .slice(0, LONGEST_NAME);

function unused(box: Toolbox, name: string): string {
  for (let count = 1; ; count++) {
    const end = count === 1 ? '' : `_${count}`;
    const candidate = name.slice(0, LONGEST_NAME - end.length) + end;
    if (!box.has(candidate)) return candidate;
  }
}
