import { confirm as confirmWith } from '../call/elicitation/questions.js';
import type { Prompt, Resource, Tool } from '../call/define.js';
import type { RemoteCatalog, RemotePrompt, RemoteResource, RemoteTool } from './catalog.js';
import { listablePrompt, listableResource, listableTool } from './listable.js';
import { schemeOf, withSafeLinks } from './safe-links.js';
import type { RemoteServer } from './server.js';

/** The registrars of a provider. */
interface Registrars {
  tool(definition: Tool): unknown;
  resource(definition: Resource): unknown;
  prompt(definition: Prompt): unknown;
}

/**
 * Serves what the catalog of another MCP server contains, and nothing else of it. Calls and results pass as they are,
 * but for links that a client could open on the machine of its user.
 * @example serveRemote(remote, catalog, { tool, resource, prompt });
 */
export function serveRemote(
  remote: RemoteServer,
  catalog: RemoteCatalog,
  { tool, resource, prompt }: Registrars,
): void {
  const { tools = [], resources = [], prompts = [] } = catalog;
  remote.accept(catalog);
  const served = resources.map(({ uri, uriTemplate = '' }) => schemeOf(uri ?? uriTemplate));
  const safe = async (result: Promise<Record<string, unknown>>) =>
    withSafeLinks(await result, served.filter(Boolean));
  for (const each of tools) tool(forwardedTool(remote, each, safe));
  for (const each of resources) resource(forwardedResource(remote, each, safe));
  for (const each of prompts) prompt(forwardedPrompt(remote, each, safe));
}

type Safe = (result: Promise<Record<string, unknown>>) => Promise<Record<string, unknown>>;

function forwardedTool(remote: RemoteServer, tool: RemoteTool, safe: Safe): Tool {
  const { remoteName = tool.name, confirm } = tool;
  return {
    ...listableTool(tool),
    isHiddenFrom: (principal) => remote.hasChanged(remoteName, principal),
    async call(args, context) {
      if (confirm !== undefined) await confirmWith(context, confirm);
      return safe(remote.callTool(remoteName, args, context));
    },
  };
}

const forwardedResource = (
  remote: RemoteServer,
  resource: RemoteResource,
  safe: Safe,
): Resource => ({
  ...listableResource(resource),
  contents: (_variables, context, address) =>
    safe(remote.readResource(resource.uri ?? address, context)),
});

const forwardedPrompt = (remote: RemoteServer, prompt: RemotePrompt, safe: Safe): Prompt => ({
  ...listablePrompt(prompt),
  messages: (values, context) =>
    safe(remote.getPrompt(prompt.remoteName ?? prompt.name, values, context)),
});
