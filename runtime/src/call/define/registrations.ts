import type * as z from 'zod';
import type { CallContext } from '../call-context.js';
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
import {
  defineEvent,
  type Emitter,
  type Event,
  type EventDefinition,
  type Occurrence,
} from './event.js';

/** Tools, resources and prompts of one provider by name; filled while its files are imported. */
export interface Registrations {
  readonly tools: ReadonlyMap<string, Tool>;
  readonly resources: ReadonlyMap<string, Resource>;
  readonly prompts: ReadonlyMap<string, Prompt>;
}

/**
 * Returns the registration functions of one provider, and the registered entries. Nothing else is
 * served.
 * @param change applies a change of a list, or throws if the list cannot change any more
 * @param adds adds data to an entry
 * @param emit stores occurrences of an event
 */
export function registrars<Context extends CallContext>(
  provider: string,
  change: (list: keyof Registrations | 'events', make: () => void) => void,
  adds: {
    event(event: Event): Event;
    tool(tool: Tool): Tool;
    resource(resource: Resource): Resource;
    prompt(prompt: Prompt): Prompt;
  },
  emit: (event: string, occurrences: readonly Occurrence<unknown>[]) => Promise<void>,
) {
  const tools = new Map<string, Tool>();
  const resources = new Map<string, Resource>();
  const prompts = new Map<string, Prompt>();
  const events = new Map<string, Event>();

  const lists = { tools, resources, prompts };

  function add<Entry extends { name: string }>(
    list: keyof Registrations | 'events',
    entries: Map<string, Entry>,
    entry: Entry,
  ): Entry {
    const { name } = entry;
    const kind = list.slice(0, -1);
    if (!('listed' in entry)) requireTexts(provider, kind, entry); // not those of other MCP servers
    // The SDK stores entries in plain objects, which inherit such members.
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
  function resource(input: ResourceDefinition<Context> | Resource): Resource {
    const defined = 'contents' in input ? input : defineResource(input, provider);
    return add('resources', resources, adds.resource(defined));
  }

  return {
    registrations: lists satisfies Registrations,
    events: events as ReadonlyMap<string, Event>,
    /** Removes an entry; false if it is not registered. */
    remove: (entry: Tool | Resource | Prompt): boolean => {
      const listName = (['tools', 'resources', 'prompts'] as const).find(
        (list) => lists[list].get(entry.name) === entry,
      );
      if (listName) change(listName, () => lists[listName].delete(entry.name));
      return listName !== undefined;
    },
    /** Registers a tool from its options, or a tool of another MCP server. */
    tool: <Input extends Schema, Output extends ObjectSchema | undefined = undefined>(
      definition: ToolDefinition<Input, Output, Context> | Tool,
    ) =>
      add(
        'tools',
        tools,
        adds.tool('call' in definition ? definition : defineTool(definition, provider)),
      ),
    /** Registers a resource or a template of resources. */
    resource,
    /** Registers a prompt. */
    prompt: <Args extends z.ZodObject>(definition: PromptDefinition<Args, Context> | Prompt) =>
      add(
        'prompts',
        prompts,
        adds.prompt('messages' in definition ? definition : definePrompt(definition, provider)),
      ),
    /**
     * Registers an event to which clients can subscribe.
     * @returns the function that reports occurrences
     * @beta
     */
    event: <Input extends ObjectSchema, Payload extends ObjectSchema>(
      definition: EventDefinition<Input, Payload, Context>,
    ): Emitter<z.input<Payload>> => {
      const { name } = add('events', events, adds.event(defineEvent(definition)));
      return { name, emit: (...occurrences) => emit(name, occurrences) };
    },
  };
}
