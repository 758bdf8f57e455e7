import * as z from 'zod';
import { confirm as confirmWith } from '../call/elicitation/questions.js';
import type { Prompt, Resource, Tool } from '../call/define.js';
import { listedSchema } from '../call/json-schema.js';
import type { RemoteCatalog, RemotePrompt, RemoteResource, RemoteTool } from './catalog.js';
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

function forwardedTool(
  remote: RemoteServer,
  { remoteName, confirm, ...definition }: RemoteTool,
  safe: Safe,
): Tool {
  const { name, title, description = '', annotations, inputSchema, outputSchema } = definition;
  const there = remoteName ?? name;
  return {
    name,
    ...(title !== undefined && { title }),
    description,
    ...(annotations && { annotations }),
    // The server checks its arguments itself.
    input: z.any(),
    listed: {
      ...definition,
      description,
      inputSchema: { ...listedSchema(inputSchema), type: 'object' },
      ...(outputSchema && { outputSchema: listedSchema(outputSchema) }),
    },
    isHiddenFrom: (principal) => remote.hasChanged(there, principal),
    async call(args, context) {
      if (confirm !== undefined) await confirmWith(context, confirm);
      return safe(remote.callTool(there, args, context));
    },
  };
}

function forwardedResource(
  remote: RemoteServer,
  { name, uri, uriTemplate, ...listed }: RemoteResource,
  safe: Safe,
): Resource {
  const { title, description } = listed;
  return {
    name,
    uri: uri ?? uriTemplate ?? '',
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    listed,
    contents: (_variables, context, address) => safe(remote.readResource(uri ?? address, context)),
  };
}

function forwardedPrompt(
  remote: RemoteServer,
  { remoteName, arguments: args, ...listed }: RemotePrompt,
  safe: Safe,
): Prompt {
  const { name, title, description } = listed;
  const shape = (args ?? []).map(({ name: argument, description: text, required }) => {
    const described = text === undefined ? z.string() : z.string().describe(text);
    return [argument, required ? described : described.optional()] as const;
  });
  return {
    name,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    listed: { ...listed, ...(args && { arguments: [...args] }) },
    args: z.object(Object.fromEntries(shape)),
    messages: (values, context) => safe(remote.getPrompt(remoteName ?? name, values, context)),
  };
}
