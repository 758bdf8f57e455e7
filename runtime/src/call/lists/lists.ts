import { StartError } from '../../utils/start-error.js';
import { requireSchemas } from '../define/definition-checks.js';
import type { Described, Prompt, Resource, Tool, ToolAnnotations } from '../define/definitions.js';
import type { Icon } from '../result/content.js';
import { firstLevels, HAS_DEEP_LEVELS } from '../schema/first-levels.js';
import { jsonSchema } from '../schema/zod-json-schema.js';

/** A tool in the form of `tools/list`. */
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

/** Metadata of a resource or a template. */
export interface ResourceMetadata {
  [key: string]: unknown;
  title?: string;
  description?: string;
  mimeType?: string;
  icons?: Icon[];
}

/** A prompt in the form of `prompts/list`. */
export interface ListedPrompt {
  [key: string]: unknown;
  name: string;
  arguments?: { name: string; description?: string; required?: boolean }[];
}

/** Definitions to list, without the functions that calls run. */
export interface Listable {
  readonly tools: ReadonlyMap<string, ListableTool>;
  readonly resources: ReadonlyMap<string, ListableResource>;
  readonly prompts: ReadonlyMap<string, ListablePrompt>;
}

/** What the list of tools needs of a tool. */
export type ListableTool = Omit<Tool, 'call'>;
/** What the list of resources needs of a resource. */
export type ListableResource = Omit<Resource, 'contents'>;
/** What the list of prompts needs of a prompt. */
export type ListablePrompt = Omit<Prompt, 'messages'>;

/** Lists of a provider, in the format of MCP. */
export interface Lists {
  tools: ListedTool[];
  /** Fixed resources, without those that templates list. */
  resources: (ResourceMetadata & { name: string; uri: string })[];
  templates: (ResourceMetadata & { name: string; uriTemplate: string })[];
  prompts: ListedPrompt[];
}

/** @throws StartError if JSON Schema cannot express a schema, or clients do not accept it */
export function listsOf(provider: string, { tools, resources, prompts }: Listable): Lists {
  const listedResources = [...resources.values()].filter(({ isUnlisted }) => !isUnlisted);
  return {
    tools: Array.from(tools.values(), (tool) => {
      requireFreeNames(provider, tool, tools);
      return checkTool(provider, tool);
    }),
    resources: listedResources
      .filter((resource) => !isTemplate(resource))
      .map((resource) => ({ uri: resource.uri, name: resource.name, ...metadataOf(resource) })),
    templates: listedResources.filter(isTemplate).map((resource) => ({
      name: resource.name,
      uriTemplate: resource.uri,
      ...metadataOf(resource),
    })),
    prompts: Array.from(prompts.values(), listedPrompt),
  };
}

/** @throws StartError if another tool has a name that clients without tasks need for this one */
function requireFreeNames(
  provider: string,
  { name, task }: ListableTool,
  tools: Listable['tools'],
): void {
  if (task !== 'required') return;
  for (const requiredName of [`start_${name}`, `get_${name}_result`])
    if (tools.has(requiredName))
      throw new StartError(
        `Provider "${provider}" has a tool "${requiredName}", which is also the name of a tool that runs the task "${name}".`,
      );
}

/** Returns whether the URI of a resource is a template (RFC 6570). */
export const isTemplate = ({ uri }: Pick<Resource, 'uri'>): boolean => uri.includes('{');

/** Returns a resource as MCP lists it. */
export const metadataOf = (resource: ListableResource): ResourceMetadata =>
  resource.listed ?? {
    ...(resource.mimeType && { mimeType: resource.mimeType }),
    ...entryMetadata(resource),
  };

/** Lists and checks a tool; tools of other MCP servers stay unchecked. */
function checkTool(provider: string, tool: ListableTool): ListedTool {
  const definition = listedOrThrow(provider, tool);
  if (!tool.listed)
    requireSchemas(provider, tool.name, definition.inputSchema, definition.outputSchema);
  return tool.large ? withFirstLevels(definition) : definition;
}

const withFirstLevels = ({ description, inputSchema, ...otherMembers }: ListedTool) => ({
  ...otherMembers,
  description: `${description} ${HAS_DEEP_LEVELS}`,
  inputSchema: { ...firstLevels(inputSchema), type: 'object' as const },
});

function listedOrThrow(provider: string, tool: ListableTool): ListedTool {
  try {
    return listedTool(tool);
  } catch (error) {
    if (error instanceof StartError) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartError(
      `Provider "${provider}", tool "${tool.name}": a schema cannot be expressed in JSON Schema (${reason}). Use types that JSON has, such as z.iso.datetime() for a date.`,
      { cause: error },
    );
  }
}

/** Returns a tool as MCP lists it, with the arguments that choose its fields. */
export function listedTool(tool: ListableTool): ListedTool {
  if (tool.listed) return tool.listed;
  const listed = listedWithoutFields(tool);
  return tool.fields?.listed(listed) ?? listed;
}

/** Returns a tool in the form of `tools/list`, without an argument for fields. */
export function listedWithoutFields(tool: Omit<ListableTool, 'listed'>): ListedTool {
  const { name, title = titleOf(name), description, annotations, input, output } = tool;
  return {
    name,
    title,
    description,
    inputSchema: { ...jsonSchema(input, 'input'), type: 'object' },
    ...(output && { outputSchema: jsonSchema(output, 'output') }),
    annotations: completeHints(annotations),
    ...iconsAndMeta(tool),
  };
}

/** Returns the title from a name: `list_rooms` becomes "List rooms". */
const titleOf = (name: string): string =>
  (name.charAt(0).toUpperCase() + name.slice(1)).replace(/[_-]+/g, ' ');

/**
 * Adds defaults for all hints, because server directories require them: those of MCP
 * `ToolAnnotations`; a read-only tool is not destructive and is idempotent.
 */
function completeHints(annotations: ToolAnnotations = {}): ToolAnnotations {
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
    ...entryMetadata(prompt),
    arguments: Object.entries(properties).map(([name, { description }]) => ({
      name,
      ...(description && { description }),
      required: required.includes(name),
    })),
  };
}

/** Returns the metadata that MCP `Resource`, `ResourceTemplate` and `Prompt` share. */
export const entryMetadata = (entry: Described & { description?: string }) => ({
  ...(entry.title && { title: entry.title }),
  ...(entry.description && { description: entry.description }),
  ...iconsAndMeta(entry),
});

const iconsAndMeta = ({ icons, meta }: Described) => ({
  ...(icons && { icons: [...icons] }),
  ...(meta && { _meta: { ...meta } }),
});
