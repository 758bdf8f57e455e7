import type * as z from 'zod';
import type {
  ObjectSchema,
  Prompt,
  PromptDefinition,
  Resource,
  ResourceDefinition,
  Tool,
  ToolDefinition,
} from './define.js';
import { definePrompt, defineResource, defineTool } from './define.js';

/** What one provider offers, by name; filled while its files are imported. */
export interface Registrations {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly prompts: ReadonlyMap<string, Prompt>;
}

/** The registrars of one provider, and what they have registered. Nothing else is served. */
export function registrars(provider: string) {
  const tools = new Map<string, Tool>();
  const resources = new Map<string, Resource>();
  const prompts = new Map<string, Prompt>();

  function add<Entry extends { name: string }>(
    kind: string,
    entries: Map<string, Entry>,
    entry: Entry,
  ): Entry {
    const { name } = entry;
    // The SDK keeps them in plain objects, which have such members from the beginning.
    if (name in Object.prototype) {
      throw new Error(
        `Provider "${provider}": "${name}" is not a valid ${kind} name, because every JavaScript object has a member of that name.`,
      );
    }
    if (entries.has(name)) {
      throw new Error(`Provider "${provider}" has two ${kind}s named "${name}".`);
    }
    entries.set(name, entry);
    return entry;
  }

  return {
    registrations: { tools, resources, prompts } satisfies Registrations,
    /** Defines a tool and registers it; a tool of another MCP server is defined already. */
    tool: <Input extends z.ZodType, Output extends ObjectSchema | undefined = undefined>(
      definition: ToolDefinition<Input, Output> | Tool,
    ) => add('tool', tools, 'call' in definition ? definition : defineTool(definition)),
    /** Defines a resource, or a template of resources, and registers it. */
    resource: (definition: ResourceDefinition | Resource) =>
      add(
        'resource',
        resources,
        'contents' in definition ? definition : defineResource(definition),
      ),
    /** Defines a prompt and registers it. */
    prompt: <Args extends z.ZodObject>(definition: PromptDefinition<Args> | Prompt) =>
      add('prompt', prompts, 'messages' in definition ? definition : definePrompt(definition)),
  };
}
