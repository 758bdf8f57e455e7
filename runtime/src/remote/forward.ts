import type { CallContext } from '../call/call-context.js';
import type { Complete, Prompt, Resource, Tool } from '../call/define/definitions.js';
import { confirm as confirmWith } from '../call/elicitation/questions.js';
import { storeUpstreamServer } from '../call/upstream-server.js';
import type { RemoteCatalog, RemotePrompt, RemoteResource, RemoteTool } from './catalog.js';
import { LinkedUris } from './linked-uris.js';
import { listablePrompt, listableResource, listableTool } from './listable.js';
import { schemeOf, withSafeLinks } from './safe-links.js';
import type { RemoteServer } from './server.js';

interface Registrars {
  tool(definition: Tool): unknown;
  resource(definition: Resource): unknown;
  prompt(definition: Prompt): unknown;
}

/**
 * Serves the entries of a catalog of another MCP server, and of its other resources only those that
 * results link to. Calls and results pass unchanged, except for links that a client could open on
 * the machine of its user.
 * @example serveRemote(remote, catalog, { tool, resource, prompt });
 */
export function serveRemote(
  remote: RemoteServer,
  catalog: RemoteCatalog,
  { tool, resource, prompt }: Registrars,
): void {
  const { tools = [], resources = [], prompts = [] } = catalog;
  remote.accept(catalog);
  storeUpstreamServer(tool, {
    instructions: catalog.instructions,
    check: (principal) => remote.check(principal),
  });
  const servedSchemes = resources.map(({ uri, uriTemplate = '' }) => schemeOf(uri ?? uriTemplate));
  const links = new LinkedUris();
  const makeSafe: MakeSafe = async ({ principal: { userId } }, result) =>
    withSafeLinks(await result, servedSchemes.filter(Boolean), (uri) => links.add(userId, uri));
  for (const entry of tools) tool(forwardTool(remote, entry, makeSafe));
  const linkedResourceAt = (uri: string) =>
    links.has(uri) ? linkedResource(remote, uri, links, makeSafe) : undefined;
  const linkOrder = (uri: string, userId: string) => links.order(userId, uri);
  for (const [index, remoteResource] of resources.entries())
    resource({
      ...forwardResource(remote, remoteResource, makeSafe),
      linkOrder,
      ...(index === 0 && { linked: linkedResourceAt }), // one registrar of links is enough
    });
  for (const remotePrompt of prompts) prompt(forwardPrompt(remote, remotePrompt, makeSafe));
}

type MakeSafe = (
  context: CallContext,
  result: Promise<Record<string, unknown>>,
) => Promise<Record<string, unknown>>;

function forwardTool(remote: RemoteServer, tool: RemoteTool, safe: MakeSafe): Tool {
  const { remoteName = tool.name, confirm } = tool;
  return {
    ...listableTool(tool),
    isHiddenFrom: (principal) => remote.hasChanged(remoteName, principal),
    async call(args, context) {
      if (confirm !== undefined) await confirmWith(context, confirm);
      return safe(context, remote.callTool(remoteName, args, context));
    },
  };
}

const forwardResource = (
  remote: RemoteServer,
  resource: RemoteResource,
  safe: MakeSafe,
): Resource => ({
  ...listableResource(resource),
  ...completersOf(remote, variablesIn(resource.uriTemplate), {
    type: 'ref/resource',
    uri: resource.uriTemplate ?? '',
  }),
  contents: (_variables, context, address) =>
    safe(context, remote.readResource(resource.uri ?? address, context)),
});

/** Only users whose results have linked to the resource can read it. */
const linkedResource = (
  remote: RemoteServer,
  uri: string,
  links: LinkedUris,
  safe: MakeSafe,
): Resource => ({
  name: 'linked',
  uri,
  async contents(_variables, context) {
    const remoteUri = links.get(context.principal.userId, uri);
    return remoteUri === undefined
      ? undefined
      : safe(context, remote.readResource(remoteUri, context));
  },
});

const forwardPrompt = (remote: RemoteServer, prompt: RemotePrompt, safe: MakeSafe): Prompt => ({
  ...listablePrompt(prompt),
  ...completersOf(remote, prompt.arguments?.map(({ name }) => name) ?? [], {
    type: 'ref/prompt',
    name: prompt.remoteName ?? prompt.name,
  }),
  messages: (values, context) =>
    safe(context, remote.getPrompt(prompt.remoteName ?? prompt.name, values, context)),
});

/** Returns the names of the variables of a template (RFC 6570, section 2.3). */
const variablesIn = (template = ''): string[] =>
  Array.from(template.matchAll(/\{[+#./;?&]?([^{}]+)\}/g), ([, names = '']) =>
    names.split(',').map((name) => name.replace(/(\*|:\d+)$/, '')),
  ).flat();

function completersOf(
  remote: RemoteServer,
  names: readonly string[],
  ref: Parameters<RemoteServer['complete']>[0],
): { complete?: Record<string, Complete> } {
  if (names.length === 0) return {};
  const completer =
    (name: string): Complete =>
    (value, context) =>
      remote.complete(ref, { name, value }, context);
  return { complete: Object.fromEntries(names.map((name) => [name, completer(name)])) };
}
