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
  if (tool.listed) return tool.listed;
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

/** The registrations that one message can use: registering them all takes longer than a call. Tools are not registered. */
export function registrationsFor(
  { resources, prompts }: Registrations,
  message: unknown,
): Partial<Registrations> {
  const method =
    typeof message === 'object' && message !== null && 'method' in message ? message.method : '';
  const [family] = String(method).split('/');
  if (family === 'tools') return {};
  return {
    ...(family !== 'prompts' && { resources }),
    ...(family !== 'resources' && { prompts }),
  };
}
