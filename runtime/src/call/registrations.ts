import type * as z from 'zod';
import type { CallContext } from './call-context.js';
import { definePrompt, defineResource, defineTool } from './define.js';
import { requireTexts } from './definition-checks.js';
import type {
  ObjectSchema,
  Prompt,
  PromptDefinition,
  Resource,
  ResourceDefinition,
  Schema,
  Tool,
  ToolDefinition,
} from './definitions.js';

/** What one provider offers, by name; filled while its files are imported. */
export interface Registrations {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly prompts: ReadonlyMap<string, Prompt>;
}

/**
 * The registrars of one provider, and what they have registered. Nothing else is served.
 * @param change makes a change of a list, or throws where it cannot change any more
 * @param adds what a tool, resource or prompt has besides its definition
 */
export function registrars<Context extends CallContext>(
  provider: string,
  change: (list: keyof Registrations, make: () => void) => void,
  adds: {
    tool(tool: Tool): Tool;
    resource(resource: Resource): Resource;
    prompt(prompt: Prompt): Prompt;
  },
) {
  const tools = new Map<string, Tool>();
  const resources = new Map<string, Resource>();
  const prompts = new Map<string, Prompt>();

  const lists = { tools, resources, prompts };

  function add<Entry extends { name: string }>(
    list: keyof Registrations,
    entries: Map<string, Entry>,
    entry: Entry,
  ): Entry {
    const { name } = entry;
    const kind = list.slice(0, -1);
    if (!('listed' in entry)) requireTexts(provider, kind, entry); // not those of other MCP servers
    // The SDK keeps them in plain objects, which have such members from the beginning.
    if (name in Object.prototype) {
      throw new Error(
        `Provider "${provider}": "${name}" is not a valid ${kind} name, because every JavaScript object has a member of that name.`,
      );
    }
    if (entries.has(name)) {
      throw new Error(`Provider "${provider}" has two ${kind}s named "${name}".`);
    }
    change(list, () => entries.set(name, entry));
    return entry;
  }

  function resource(definition: ResourceDefinition<Context>): Resource;
  function resource(defined: Resource): Resource;
  function resource(stated: ResourceDefinition<Context> | Resource): Resource {
    const defined = 'contents' in stated ? stated : defineResource(stated);
    return add('resources', resources, adds.resource(defined));
  }

  return {
    registrations: lists satisfies Registrations,
    /** Ends what was registered. False where it is not registered. */
    remove: (entry: Tool | Resource | Prompt): boolean => {
      const listName = (['tools', 'resources', 'prompts'] as const).find(
        (list) => lists[list].get(entry.name) === entry,
      );
      if (listName) change(listName, () => lists[listName].delete(entry.name));
      return listName !== undefined;
    },
    /** Defines a tool and registers it; a tool of another MCP server is defined already. */
    tool: <Input extends Schema, Output extends ObjectSchema | undefined = undefined>(
      definition: ToolDefinition<Input, Output, Context> | Tool,
    ) => add('tools', tools, adds.tool('call' in definition ? definition : defineTool(definition))),
    /** Defines a resource, or a template of resources, and registers it. */
    resource,
    /** Defines a prompt and registers it. */
    prompt: <Args extends z.ZodObject>(definition: PromptDefinition<Args, Context> | Prompt) =>
      add(
        'prompts',
        prompts,
        adds.prompt('messages' in definition ? definition : definePrompt(definition)),
      ),
  };
}
