import type {
  Prompt,
  PromptDefinition,
  ResourceDefinition,
  Tool,
  ToolDefinition,
} from './define.js';
import type * as z from 'zod';
import { definePrompt, defineTool } from './define.js';

/** What one provider offers, by name; filled while its files are imported. */
export interface Offer {
  tools: ReadonlyMap<string, Tool>;
  resources: ReadonlyMap<string, ResourceDefinition>;
  prompts: ReadonlyMap<string, Prompt>;
}

/** The central registry: every tool of every provider that has been loaded. */
const offers = new Map<string, Offer>();

export const offerOf = (provider: string): Offer | undefined => offers.get(provider);

/** The registrars of one provider. What is not made with them does not exist. */
export function registerProvider(provider: string) {
  if (offers.has(provider)) throw new Error(`Provider "${provider}" is registered twice`);
  const tools = new Map<string, Tool>();
  const resources = new Map<string, ResourceDefinition>();
  const prompts = new Map<string, Prompt>();
  offers.set(provider, { tools, resources, prompts });

  function add<Entry extends { name: string }>(
    kind: string,
    entries: Map<string, Entry>,
    entry: Entry,
  ): Entry {
    if (entries.has(entry.name)) {
      throw new Error(`Provider "${provider}" has two ${kind}s named "${entry.name}"`);
    }
    entries.set(entry.name, entry);
    return entry;
  }

  return {
    tool: <Input extends z.ZodType>(definition: ToolDefinition<Input>) =>
      add('tool', tools, defineTool(definition)),
    resource: (definition: ResourceDefinition) => add('resource', resources, definition),
    prompt: <Args extends z.ZodObject>(definition: PromptDefinition<Args>) =>
      add('prompt', prompts, definePrompt(definition)),
  };
}
