import type { Tool } from '../call/define/definitions.js';
import { type ListedTool, listedTool, type Lists, listsOf } from '../call/lists/lists.js';
import { localPrincipal } from '../identity/principal.js';
import { knownProjectOf } from '../project/project.js';
import type { Surface } from '../project/surfaces.js';
import type { Capabilities } from './definition.js';
import { loadProvider, type ProviderModule, type Providers } from './loader.js';
import { sdkLineOf } from './sdk-line.js';

/** The definitions that the clients of a provider can rely on, in the form of the lists of MCP. */
export interface ServedDefinitions {
  instructions?: string;
  capabilities: Capabilities;
  /** The `surface` of `provider-config.yaml`: whether clients list the tools or find them by search. */
  surface: Surface;
  tools: (ListedTool & Pick<Tool, 'formerly' | 'unavailable'>)[];
  resources: Lists['resources'];
  resourceTemplates: Lists['templates'];
  prompts: Lists['prompts'];
}

/**
 * Returns all registrations of a provider, with complete schemas: also tools that are hidden from
 * some callers, or that clients find by search.
 */
export function servedDefinitions({
  PROVIDER_NAME,
  createServer,
}: ProviderModule['mcpInstance']): ServedDefinitions {
  const { registrations, parts, capabilities } = sdkLineOf(createServer, localPrincipal()).provider;
  const { instructions } = parts.options;
  const { resources, templates, prompts } = listsOf(PROVIDER_NAME, {
    ...registrations,
    tools: new Map(),
  });
  return {
    ...(instructions && { instructions }),
    capabilities,
    surface: knownProjectOf(PROVIDER_NAME)?.config[PROVIDER_NAME]?.surface ?? 'tools',
    tools: Array.from(registrations.tools.values(), (tool) => ({
      ...listedTool(tool),
      ...(tool.formerly && { formerly: tool.formerly }),
      ...(tool.unavailable !== undefined && { unavailable: tool.unavailable }),
      ...(tool.task && { execution: { taskSupport: tool.task } }),
    })),
    resources,
    resourceTemplates: templates,
    prompts,
  };
}

/** Returns the definitions of all providers of a project as one line of JSON. */
export async function definitionsText(providers: Providers): Promise<string> {
  const entries = Object.keys(providers).map(async (name) => {
    const { mcpInstance } = await loadProvider(providers, name);
    return [name, servedDefinitions(mcpInstance)] as const;
  });
  return `${JSON.stringify(Object.fromEntries(await Promise.all(entries)))}\n`;
}
