import type { Resource, Tool } from '../call/define/definitions.js';
import type { Registrations } from '../call/define/registrations.js';
import type { ListedTool, Lists } from '../call/lists/lists.js';
import { visibleTools } from '../call/tool-calls.js';
import { surfaceOf } from '../project/config.js';
import { knownProjectOf } from '../project/project.js';
import { StartError } from '../utils/start-error.js';
import type { ProviderState } from './provider-state.js';

type Tools = Registrations['tools'];

/** Returns the tools; if the provider has views, with one for each tool that has an output schema. */
export function withProviderView(provider: string, tools: Tools): Tools {
  const view = knownProjectOf(provider)?.config[provider]?.view;
  if (view !== 'auto') return tools;
  const withView = (tool: Tool): Tool =>
    (tool.output ?? tool.listed?.outputSchema) ? { view, ...tool } : tool;
  return new Map(Array.from(tools, ([name, tool]) => [name, withView(tool)]));
}

/**
 * Returns whether a provider has views: its clients list its tools, and one of them has a view.
 * @throws StartError if `configure` registers tools with the SDK, which lists the tools
 */
export function hasViews<Server>(
  { definition: { name }, configure }: ProviderState<Server>,
  tools: Tools,
): boolean {
  if (surfaceOf(name) !== 'tools' || ![...tools.values()].some(hasView)) return false;
  if (configure)
    throw new StartError(`Provider "${name}" cannot have both "configure" and tools with "view".`);
  return true;
}

/** Returns whether a tool has a view of this package: one in its own metadata wins. */
const hasView = ({ view, meta, listed }: Tool): boolean =>
  view === 'auto' && !('ui' in { ...meta, ...(listed?._meta as object | undefined) });

/** Returns the views of tools, which are loaded when they are listed or read; undefined without one. */
export function viewsOf(provider: string, offeredTools: () => Tools, lists: () => Lists) {
  const isViewed = (name: string) => {
    const tool = offeredTools().get(name);
    return tool !== undefined && hasView(tool);
  };
  if (![...offeredTools().values()].some(hasView)) return undefined;
  const load = () => import('../views/views.js');
  const resource: Resource = {
    name: 'view',
    uri: `ui://${provider}/{tool}/{version}`,
    isUnlisted: true,
    async contents({ tool = '' }, { principal }, uri) {
      const visible = visibleTools(principal, offeredTools(), lists().tools);
      return isViewed(tool) ? (await load()).viewContents(provider, visible, tool, uri) : undefined;
    },
  };
  const add = async (visible: ListedTool[]) =>
    (await load()).withViews(provider, visible, isViewed);
  return { resource, add };
}

/** Returns the registrations with one more resource. */
export const withResource = (registrations: Registrations, resource: Resource): Registrations => ({
  prompts: registrations.prompts,
  get tools() {
    return registrations.tools;
  },
  get resources() {
    return new Map([...registrations.resources, [resource.uri, resource]]);
  },
});
