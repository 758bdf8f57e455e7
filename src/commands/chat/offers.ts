import type { Client, Prompt, Resource, ResourceTemplateType } from '@modelcontextprotocol/client';
import type { Chat } from './chat.js';

type Of<T> = T & { client: Client };

/** What the user can add to a conversation. */
export interface Offers {
  resources: Of<Resource>[];
  templates: Of<ResourceTemplateType>[];
  prompts: Of<Prompt>[];
}

export async function offersOf({ connections }: Chat, signal: AbortSignal): Promise<Offers> {
  const all = await Promise.all(
    connections.map(async ({ client, callMs: timeout }) => {
      const { resources, prompts } = client.getServerCapabilities() ?? {};
      const options = { timeout, signal };
      const of = <T>(items: T[]) => items.map((item) => ({ ...item, client }));
      const lists = resources && {
        resources: of((await client.listResources({}, options)).resources),
        templates: of((await client.listResourceTemplates({}, options)).resourceTemplates),
      };
      const listed = prompts && of((await client.listPrompts({}, options)).prompts);
      return { resources: [], templates: [], ...lists, prompts: listed ?? [] };
    }),
  );
  return {
    resources: all.flatMap((each) => each.resources),
    templates: all.flatMap((each) => each.templates),
    prompts: all.flatMap((each) => each.prompts),
  };
}
