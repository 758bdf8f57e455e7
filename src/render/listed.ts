import { definePrompt, defineResource, defineTool } from '../../runtime/src/call/define.js';
import type { Prompt, Resource, Tool } from '../../runtime/src/call/define.js';
import { DESCRIBER, isLarge } from '../../runtime/src/call/first-levels.js';
import { withDescriber } from '../../runtime/src/call/large-tools.js';
import { listedTool, type ListedTool, listsOf } from '../../runtime/src/call/lists.js';
import {
  listedText,
  promptParagraph,
  resourceParagraph,
  toolParagraph,
} from '../../runtime/src/testing/listed-text.js';
import * as z from 'zod';
import { zodSchema } from '../codegen/print/zod.js';
import { kindOf } from '../kinds/kind-of.js';
import { registrations } from '../kinds/registrations.gen.js';
import { ownValue } from '../model/json-schema/subschemas.js';
import type { Kind, Registrations } from '../model/kind.js';
import type { PromptSpec, ProviderSpec, ResourceSpec, ToolSpec } from '../model/spec.js';
import { filledOf } from './part.js';

/** The paragraph of a tool in `tests/<provider>.tools.txt`. */
export const listedParagraph = (tool: ToolSpec, kind: Kind): string =>
  paragraphOf(definedTool(tool, kind));

const paragraphOf = (tool: Tool): string =>
  listsOf('', { tools: new Map([['', tool]]), resources: new Map(), prompts: new Map() })
    .tools.map(toolParagraph)
    .join('');

/** Of the tool that describes the large tools of a provider. @param title of the provider */
export function describerParagraph(title: string): string {
  const input = z.object({});
  const large = defineTool({ name: '', description: '', input, large: true, run: () => undefined });
  const describer = withDescriber({ name: '', title }, new Map([['', large]])).get(DESCRIBER);
  return describer ? paragraphOf(describer) : '';
}

/** What clients are told of resources and prompts: a paragraph for each, by name. */
export function listedParagraphs(
  parts: Pick<ProviderSpec, 'resources' | 'prompts'>,
): Record<'resource' | 'prompt', [name: string, paragraph: string][]> {
  const lists = listsOf('', {
    tools: new Map(),
    resources: new Map(parts.resources.map((one) => [one.name, definedResource(one)])),
    prompts: new Map(parts.prompts.map((one) => [one.name, definedPrompt(one)])),
  });
  return {
    resource: [...lists.resources, ...lists.templates].map((one) => [
      one.name,
      resourceParagraph(one),
    ]),
    prompt: lists.prompts.map((one) => [one.name, promptParagraph(one)]),
  };
}

/** `tests/<provider>.tools.txt`: what clients of a provider are told. */
export function listedSource(spec: ProviderSpec): string {
  const { name, displayName: title, description } = spec;
  const kind = kindOf(spec.kind);
  const { tools, resources, prompts } = registrationsOf(spec);
  for (const tool of spec.tools) tools.set(tool.name, definedTool(tool, kind));
  for (const resource of spec.resources) resources.set(resource.name, definedResource(resource));
  for (const prompt of spec.prompts) prompts.set(prompt.name, definedPrompt(prompt));
  // Tests list the tools themselves where clients search them.
  const offered = withDescriber({ name, title }, tools);
  const lists = listsOf(name, { tools: offered, resources, prompts });
  return listedText({
    instructions: kind.serve?.instructions?.(spec) ?? (description || undefined),
    tools: lists.tools,
    resources: [...lists.resources, ...lists.templates],
    prompts: lists.prompts,
  });
}

/** The tools that its kind serves beside its own, as `tools/list` has them. */
export const servedTools = (spec: Pick<ProviderSpec, 'kind'>): ListedTool[] =>
  [...registrationsOf(spec).tools.values()].map(listedTool);

const byKind: Readonly<Record<string, Registrations>> = registrations;

function registrationsOf(spec: Pick<ProviderSpec, 'kind'>) {
  const tools = new Map<string, Tool>();
  const resources = new Map<string, Resource>();
  const prompts = new Map<string, Prompt>();
  ownValue(byKind, spec.kind)?.(spec, {
    tool: (one) => tools.set(one.name, one as Tool),
    resource: (one) => resources.set(one.name, one as Resource),
    prompt: (one) => prompts.set(one.name, one as Prompt),
  });
  return { tools, resources, prompts };
}

function definedTool(tool: ToolSpec, kind: Kind): Tool {
  const { name, title, description, inputSchema, outputSchema, annotations } = tool;
  return defineTool({
    name,
    ...(title !== undefined && { title }),
    description,
    ...(annotations && { annotations }),
    ...(tool.keywords && { keywords: tool.keywords }),
    ...(isLarge(inputSchema) && { large: true }),
    input: zodSchema(inputSchema, 'input', filledOf(tool, kind)),
    ...(outputSchema && {
      output: zodSchema(outputSchema, 'output', []) as z.ZodType<Record<string, unknown>>,
    }),
    run: () => undefined,
  });
}

const definedResource = (resource: ResourceSpec): Resource =>
  defineResource({ ...resource, read: () => undefined });

/** MCP prompt arguments are strings. */
function definedPrompt({ arguments: list, ...prompt }: PromptSpec): Prompt {
  const args = list.map(({ name, description, required }) => {
    const text = description === undefined ? z.string() : z.string().describe(description);
    return [name, required ? text : text.optional()] as const;
  });
  return definePrompt({ ...prompt, args: z.object(Object.fromEntries(args)), render: () => '' });
}
