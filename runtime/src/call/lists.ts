import { StartError } from '../utils/start-error.js';
import type { Icon } from './content.js';
import { requireSchemas } from './definition-checks.js';
import type { Described, Prompt, Resource, Tool, ToolAnnotations } from './definitions.js';
import { firstLevels, HAS_DEEP_LEVELS } from './first-levels.js';
import { jsonSchema } from './zod-json-schema.js';

/** A tool as `tools/list` has it. */
export interface ListedTool {
  [key: string]: unknown;
  name: string;
  title?: string;
  description: string;
  inputSchema: { [key: string]: unknown; type: 'object' };
  outputSchema?: Record<string, unknown>;
  annotations?: ToolAnnotations;
  icons?: Icon[];
}

/** What is told of a resource, whether it is one or a template. */
export interface ResourceMetadata {
  [key: string]: unknown;
  title?: string;
  description?: string;
  mimeType?: string;
  icons?: Icon[];
}

/** A prompt as `prompts/list` has it. */
export interface ListedPrompt {
  [key: string]: unknown;
  name: string;
  arguments?: { name: string; description?: string; required?: boolean }[];
}

/** What is to be listed: definitions, without the functions that calls run. */
export interface Listable {
  readonly tools: ReadonlyMap<string, ListableTool>;
  readonly resources: ReadonlyMap<string, ListableResource>;
  readonly prompts: ReadonlyMap<string, ListablePrompt>;
}

export type ListableTool = Omit<Tool, 'call'>;
export type ListableResource = Omit<Resource, 'contents'>;
export type ListablePrompt = Omit<Prompt, 'messages'>;

/** What a provider lists, in the form of the protocol. */
export interface Lists {
  tools: ListedTool[];
  /** Without those that templates list. */
  resources: (ResourceMetadata & { name: string; uri: string })[];
  templates: (ResourceMetadata & { name: string; uriTemplate: string })[];
  prompts: ListedPrompt[];
}

/** @throws Error where JSON Schema cannot express a schema, or clients do not accept it */
export function listsOf(provider: string, { tools, resources, prompts }: Listable): Lists {
  const all = [...resources.values()].filter(({ isUnlisted }) => !isUnlisted);
  return {
    tools: Array.from(tools.values(), (tool) => checkedTool(provider, tool)),
    resources: all
      .filter((resource) => !isTemplate(resource))
      .map((resource) => ({ uri: resource.uri, name: resource.name, ...metadataOf(resource) })),
    templates: all.filter(isTemplate).map((resource) => ({
      name: resource.name,
      uriTemplate: resource.uri,
      ...metadataOf(resource),
    })),
    prompts: Array.from(prompts.values(), listedPrompt),
  };
}

export const isTemplate = ({ uri }: Pick<Resource, 'uri'>): boolean => uri.includes('{');

export const metadataOf = (resource: ListableResource): ResourceMetadata =>
  resource.listed ?? {
    ...(resource.mimeType && { mimeType: resource.mimeType }),
    ...describedAs(resource),
  };

/** Tools of other MCP servers are as they are. */
function checkedTool(provider: string, tool: ListableTool): ListedTool {
  const listed = expressed(provider, tool);
  if (!tool.listed) requireSchemas(provider, tool.name, listed.inputSchema, listed.outputSchema);
  return tool.large ? shallow(listed) : listed;
}

const shallow = ({ description, inputSchema, ...listed }: ListedTool) => ({
  ...listed,
  description: `${description} ${HAS_DEEP_LEVELS}`,
  inputSchema: { ...firstLevels(inputSchema), type: 'object' as const },
});

function expressed(provider: string, tool: ListableTool): ListedTool {
  try {
    return listedTool(tool);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `Provider "${provider}", tool "${tool.name}": a schema cannot be expressed in JSON Schema (${reason}). Use types that JSON has, such as z.iso.datetime() for a date.`,
      { cause: error },
    );
  }
}

export function listedTool(tool: ListableTool): ListedTool {
  if (tool.listed) return tool.listed;
  const { name, title = titleOf(name), description, annotations, input, output } = tool;
  return {
    name,
    title,
    description,
    inputSchema: { ...jsonSchema(input, 'input'), type: 'object' },
    ...(output && { outputSchema: jsonSchema(output, 'output') }),
    annotations: statedHints(annotations),
    ...additions(tool),
  };
}

/** `list_rooms` is "List rooms". */
const titleOf = (name: string): string =>
  (name.charAt(0).toUpperCase() + name.slice(1)).replace(/[_-]+/g, ' ');

/**
 * All hints, as directories of servers require: those that are not stated have the defaults of MCP `ToolAnnotations`,
 * and what changes nothing destroys nothing, however often.
 */
function statedHints(annotations: ToolAnnotations = {}): ToolAnnotations {
  const { readOnlyHint = false } = annotations;
  return {
    ...annotations,
    readOnlyHint,
    destructiveHint: !readOnlyHint && (annotations.destructiveHint ?? true),
    idempotentHint: readOnlyHint || (annotations.idempotentHint ?? false),
    openWorldHint: annotations.openWorldHint ?? true,
  };
}

function listedPrompt(prompt: ListablePrompt): ListedPrompt {
  if (prompt.listed) return prompt.listed;
  const { properties = {}, required = [] } = jsonSchema(prompt.args, 'input') as {
    properties?: Record<string, { description?: string }>;
    required?: string[];
  };
  return {
    name: prompt.name,
    ...describedAs(prompt),
    arguments: Object.entries(properties).map(([name, { description }]) => ({
      name,
      ...(description && { description }),
      required: required.includes(name),
    })),
  };
}

/** What MCP `Resource`, `ResourceTemplate` and `Prompt` have in common. */
export const describedAs = (entry: Described & { description?: string }) => ({
  ...(entry.title && { title: entry.title }),
  ...(entry.description && { description: entry.description }),
  ...additions(entry),
});

const additions = ({ icons, meta }: Described) => ({
  ...(icons && { icons: [...icons] }),
  ...(meta && { _meta: { ...meta } }),
});
