import type * as z from 'zod';
import type { Tool, ToolAnnotations } from './define.js';
import type { Registrations } from './registrations.js';

/** A tool as `tools/list` has it. */
export interface ListedTool {
  [key: string]: unknown;
  name: string;
  title?: string;
  description: string;
  inputSchema: { [key: string]: unknown; type: 'object' };
  outputSchema?: Record<string, unknown>;
  annotations?: ToolAnnotations;
}

/** @throws Error where JSON Schema cannot express a tool's schema */
export function listedTool(tool: Tool): ListedTool {
  const { name, title, description, annotations, input, output } = tool;
  return {
    name,
    ...(title && { title }),
    description,
    inputSchema: { ...jsonSchema(input, 'input'), type: 'object' },
    ...(output && { outputSchema: jsonSchema(output, 'output') }),
    ...(annotations && { annotations }),
  };
}

export const jsonSchema = (schema: z.ZodType, side: 'input' | 'output'): Record<string, unknown> =>
  schema['~standard'].jsonSchema[side]({ target: 'draft-2020-12' });

/**
 * The registrations that one message can use: registering 200 tools takes longer than a call. Lists of tools are
 * prepared, and need none.
 */
export function registrationsFor(all: Registrations, message: unknown): Partial<Registrations> {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) return all;
  if (!('method' in message) || typeof message.method !== 'string') return all;
  const params = 'params' in message ? message.params : undefined;
  if (message.method === 'tools/call') return { tools: calledTool(all.tools, params) };
  if (message.method.startsWith('resources/')) return { resources: all.resources };
  if (message.method.startsWith('prompts/')) return { prompts: all.prompts };
  return {};
}

function calledTool(tools: Registrations['tools'], params: unknown): Registrations['tools'] {
  const name =
    typeof params === 'object' && params !== null && 'name' in params ? params.name : undefined;
  const tool = typeof name === 'string' ? tools.get(name) : undefined;
  return new Map(tool && [[tool.name, tool]]); // the SDK responds to an unknown name
}
