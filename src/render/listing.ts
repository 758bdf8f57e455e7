import * as z from 'zod';
import {
  type ListablePrompt,
  type ListableResource,
  type ListableTool,
  type ListedTool,
  listedTool,
  listsOf,
} from '../../runtime/src/call/lists/lists.js';
import { describeToolDefinition, largeToolsOf } from '../../runtime/src/call/schema/describer.js';
import { isLargeSchema } from '../../runtime/src/call/schema/first-levels.js';
import { itemFields } from '../../runtime/src/call/schema/item-fields.js';
import { searchedText } from '../../runtime/src/search/names.js';
import {
  listedText,
  promptParagraph,
  resourceParagraph,
  toolParagraph,
  withRunOptions,
} from '../../runtime/src/testing/listed-text.js';
import type { Duration } from '../../runtime/src/utils/duration.js';
import { zodSchema } from '../codegen/print/zod.js';
import { kindOf } from '../kinds/kind-of.js';
import { registrations } from '../kinds/registrations.gen.js';
import { ownValue } from '../model/json-schema/subschemas.js';
import type { Kind } from '../model/kind.js';
import type { PromptSpec, ProviderSpec, ToolSpec } from '../model/spec.js';
import { onceDuration } from '../model/tool-options.js';
import { argumentsWithDefault } from './provider-parts.js';

/** Returns the paragraph of a tool in `tests/<provider>.tools.txt`. */
export const listingParagraph = (tool: ToolSpec, kind: Kind): string =>
  paragraphOf(listableTool(tool, kind));

const paragraphOf = (tool: ListableTool): string =>
  listsOf('', { tools: new Map([['', tool]]), resources: new Map(), prompts: new Map() })
    .tools.map((listed) => toolParagraph(withRunOptions(listed, tool)))
    .join('');

/** Returns the paragraph of the tool that describes the large tools of a provider. @param title of the provider */
export const describerParagraph = (title: string): string =>
  paragraphOf(describeToolDefinition(title));

/** Returns the paragraphs of resources and prompts, by name. */
export function listingParagraphs(
  parts: Pick<ProviderSpec, 'resources' | 'prompts'>,
): Record<'resource' | 'prompt', [name: string, paragraph: string][]> {
  const lists = listsOf('', {
    tools: new Map(),
    resources: byName(parts.resources),
    prompts: byName(parts.prompts.map(listablePrompt)),
  });
  return {
    resource: [...lists.resources, ...lists.templates].map((listable) => [
      listable.name,
      resourceParagraph(listable),
    ]),
    prompt: lists.prompts.map((listable) => [listable.name, promptParagraph(listable)]),
  };
}

/** Returns the text of `tests/<provider>.tools.txt`: the definitions that clients of a provider get. */
export function listingText(spec: ProviderSpec): string {
  const { name, displayName: title, description } = spec;
  const kind = kindOf(spec.kind);
  const registrations = kindRegistrations(spec);
  const specTools = spec.tools.map((tool) => listableTool(tool, kind));
  const tools = byName([...registrations.tools, ...specTools]);
  const lists = listsOf(name, {
    // If clients search tools, tests list the tools themselves.
    tools:
      largeToolsOf(tools).length > 0
        ? byName([...tools.values(), describeToolDefinition(title)])
        : tools,
    resources: byName([...registrations.resources, ...spec.resources]),
    prompts: byName([...registrations.prompts, ...spec.prompts.map(listablePrompt)]),
  });
  return listedText({
    instructions: kind.serve?.instructions?.(spec) ?? (description || undefined),
    ...(spec.surface === 'search' && { searched: searchedText(name) }),
    tools: lists.tools.map((listed) => withRunOptions(listed, tools.get(listed.name))),
    resources: [...lists.resources, ...lists.templates],
    prompts: lists.prompts,
  });
}

/** Returns the tools that the kind serves in addition, as in `tools/list`. */
export const servedTools = (spec: Pick<ProviderSpec, 'kind'>): ListedTool[] =>
  kindRegistrations(spec).tools.map(listedTool);

const byName = <Part extends { name: string }>(parts: readonly Part[]): Map<string, Part> =>
  new Map(parts.map((part) => [part.name, part]));

interface KindRegistrations {
  tools: readonly ListableTool[];
  resources: readonly ListableResource[];
  prompts: readonly ListablePrompt[];
}

const registrationsByKind: Readonly<Record<string, (spec: object) => KindRegistrations>> =
  registrations;

const kindRegistrations = (spec: Pick<ProviderSpec, 'kind'>): KindRegistrations =>
  ownValue(registrationsByKind, spec.kind)?.(spec) ?? { tools: [], resources: [], prompts: [] };

function listableTool(tool: ToolSpec, kind: Kind): ListableTool {
  const { name, title, description, inputSchema, outputSchema, annotations, fields, task } = tool;
  const once = onceDuration(tool);
  return {
    name,
    ...(title !== undefined && { title }),
    description,
    ...(annotations && { annotations }),
    ...(task && { task }),
    ...(once !== undefined && { once: once as Duration }), // its pattern is checked
    ...(isLargeSchema(inputSchema) && { large: true }),
    ...(fields === true && { fields: itemFields() }),
    input: zodSchema(inputSchema, 'input', argumentsWithDefault(tool, kind)),
    ...(outputSchema && {
      output: zodSchema(outputSchema, 'output', []) as z.ZodType<Record<string, unknown>>,
    }),
  };
}

/** Returns a prompt as clients list it; prompt arguments are strings (MCP). */
function listablePrompt({ arguments: list, ...prompt }: PromptSpec): ListablePrompt {
  const args = list.map(({ name, description, required: isRequired }) => {
    const text = description === undefined ? z.string() : z.string().describe(description);
    return [name, isRequired ? text : text.optional()] as const;
  });
  return { ...prompt, args: z.object(Object.fromEntries(args)) };
}
