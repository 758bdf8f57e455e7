import type { Client, Tool } from '@modelcontextprotocol/client';
import { type Effect, effectOfTool } from '../call/tool-effect.js';
import type { ToolSpec } from './model.js';

/** A connected MCP server whose tools the model receives. */
export interface Source {
  /** Prefix of a tool's name if two sources have a tool of that name. */
  name: string;
  client: Pick<Client, 'callTool' | 'getServerCapabilities' | 'listTools' | 'request'> &
    Partial<Pick<Client, 'getInstructions'>>;
}

/** A tool that a model can call, and the server that runs it. */
export interface OfferedTool {
  spec: ToolSpec;
  tool: Tool;
  source: Source;
  effect: Effect;
}

/** Tools by the names that the model sees. */
export type Toolbox = ReadonlyMap<string, OfferedTool>;

/**
 * Lists the tools of several servers.
 * @param leaveOut receives a server that fails to list its tools, and the error; the others are
 * used without it
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
  const offeredTools = new Map<string, OfferedTool>();
  for (const { source, tool } of all) {
    const isAmbiguous = all.filter((other) => other.tool.name === tool.name).length > 1;
    const name = uniqueName(
      offeredTools,
      serviceName(isAmbiguous ? `${source.name}__${tool.name}` : tool.name),
    );
    const { description = '', title, inputSchema } = tool;
    const schema = { properties: {}, ...inputSchema } as Record<string, unknown>;
    delete schema.$schema; // some services refuse it
    const spec = { name, description: description || title || tool.name, schema };
    offeredTools.set(name, { spec, tool, source, effect: effectOfTool(tool.annotations) });
  }
  return offeredTools;
}

async function toolsOf(source: Source, signal?: AbortSignal) {
  if (!source.client.getServerCapabilities()?.tools) return [];
  const { tools } = await source.client.listTools(undefined, { ...(signal && { signal }) });
  return tools.map((tool) => ({ source, tool }));
}

const MAX_NAME_LENGTH = 64;

/** Returns a tool name for the services: MCP allows dots and 128 characters, they do not. */
const serviceName = (name: string): string =>
  name
    .replace(/[^\w-]/g, '_')
    .replace(/^(?![A-Za-z])/, 'tool_') // Gemini and Kimi accept no other beginning
    .slice(0, MAX_NAME_LENGTH);

function uniqueName(offeredTools: Toolbox, name: string): string {
  for (let count = 1; ; count++) {
    const end = count === 1 ? '' : `_${count}`;
    const candidate = name.slice(0, MAX_NAME_LENGTH - end.length) + end;
    if (!offeredTools.has(candidate)) return candidate;
  }
}
