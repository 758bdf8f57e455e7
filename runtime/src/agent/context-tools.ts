import type { CallToolResult, Client, GetPromptResult, Tool } from '@modelcontextprotocol/client';
import * as z from 'zod';
import { ToolError } from '../call/result/tool-error.js';
import { parseArguments } from '../call/schema/bounded-parse.js';
import { causesOf } from '../remote/causes.js';
import type { Source } from './toolbox.js';

/** A server that may have resources and prompts. */
export interface ContextSource {
  name: string;
  client: Pick<
    Client,
    | 'getServerCapabilities'
    | 'listResources'
    | 'listResourceTemplates'
    | 'readResource'
    | 'listPrompts'
    | 'getPrompt'
  >;
}

const annotations = { readOnlyHint: true };
const server = { type: 'string', description: 'The server that has it.' };

const READ: Tool = {
  name: 'read_resource',
  description:
    'Read a resource of an MCP server, such as one that a result links to. A template becomes a URI with its variables.',
  inputSchema: {
    type: 'object',
    properties: { server, uri: { type: 'string' } },
    required: ['server', 'uri'],
    additionalProperties: false,
  },
  annotations,
};

/** Tools for the model, because MCP leaves resources to the program and prompts to the user. */
const TOOLS: Tool[] = [
  {
    name: 'list_resources_and_prompts',
    description: 'List the resources, resource templates and prompts of the MCP servers.',
    inputSchema: { type: 'object', properties: {}, additionalProperties: false },
    annotations,
  },
  READ,
  {
    name: 'get_prompt',
    description: 'Get a prompt of an MCP server: how it suggests to do a task that the user wants.',
    inputSchema: {
      type: 'object',
      properties: {
        server,
        name: { type: 'string' },
        arguments: { type: 'object', additionalProperties: { type: 'string' } },
      },
      required: ['server', 'name'],
      additionalProperties: false,
    },
    annotations,
  },
];

const Resource = z.object({ server: z.string(), uri: z.string() });
const Prompt = z.object({
  server: z.string(),
  name: z.string(),
  arguments: z.record(z.string(), z.string()).default({}),
});

/** Returns the message about a failed server for the user and the model. */
export const messageFor = (name: string, cause: unknown): string =>
  causesOf(cause).find((error) => error instanceof ToolError)?.message ??
  `"${name}" cannot be used.`;

/** Tool for reading the resources that results link to; empty if no server has resources. */
export function linkReader(sources: readonly ContextSource[]): Source[] {
  const source = contextTools(
    sources.filter(({ client }) => client.getServerCapabilities()?.resources),
    [READ],
  );
  return source ? [source] : [];
}

/** Tools with which a model reads the resources and prompts of these servers; undefined if there are none. */
export function contextTools(
  sources: readonly ContextSource[],
  tools: Tool[] = TOOLS,
): Source | undefined {
  const contextSources = sources.filter(({ client }) => {
    const { resources, prompts } = client.getServerCapabilities() ?? {};
    return resources ?? prompts;
  });
  if (contextSources.length === 0) return undefined;

  function clientOf(name: string): ContextSource['client'] {
    const source = contextSources.find((contextSource) => contextSource.name === name);
    if (source) return source.client;
    const names = contextSources.map((contextSource) => contextSource.name).join(', ');
    throw new ToolError(`There is no server "${name}". Servers: ${names}.`);
  }

  async function callResult(name: string, args: unknown): Promise<CallToolResult> {
    if (name === 'read_resource') {
      const { server: serverName, uri } = argumentsAs(Resource, args);
      const { contents } = await clientOf(serverName).readResource({ uri });
      return { content: contents.map((resource) => ({ type: 'resource', resource })) };
    }
    if (name === 'get_prompt') {
      const { server: promptServer, ...prompt } = argumentsAs(Prompt, args);
      return { content: blocksOf(await clientOf(promptServer).getPrompt(prompt)) };
    }
    argumentsAs(z.object({}), args);
    const lists = await Promise.all(
      contextSources.map((contextSource) =>
        contextEntries(contextSource).catch((cause: unknown) =>
          failedEntry(contextSource.name, cause),
        ),
      ),
    );
    return { content: [{ type: 'text', text: JSON.stringify(lists) }] };
  }

  return {
    name: 'servers',
    client: {
      getServerCapabilities: () => ({ tools: {} }),
      listTools: async () => ({ tools }),
      callTool: async ({ name, arguments: args }) => callResult(name, args),
      request: (async ({ params }: { params: { name: string; arguments: unknown } }) =>
        callResult(params.name, params.arguments)) as unknown as Client['request'],
    },
  };
}

/** Parses arguments. @throws ToolError if they are invalid */
function argumentsAs<T>(schema: z.ZodType<T>, args: unknown): T {
  const { data, problem } = parseArguments(schema, args);
  if (problem !== undefined) throw new ToolError(`Invalid arguments: ${problem}`);
  return data;
}

/** Returns the list entry of a server that failed; the other servers are still listed. */
const failedEntry = (server: string, cause: unknown) => ({
  server,
  error: messageFor(server, cause),
});

/** Returns the names, URIs and descriptions by which a model chooses. */
async function contextEntries({ name, client }: ContextSource) {
  const { resources: hasResources, prompts: hasPrompts } = client.getServerCapabilities() ?? {};
  const [resources, templates, prompts] = await Promise.all([
    hasResources && client.listResources().then(({ resources: all }) => all),
    hasResources && client.listResourceTemplates().then(({ resourceTemplates: all }) => all),
    hasPrompts && client.listPrompts().then(({ prompts: all }) => all),
  ]);
  return {
    server: name,
    resources: resources?.map(({ uri, name: title, description }) => ({
      uri,
      name: title,
      description,
    })),
    templates: templates?.map(({ uriTemplate, description }) => ({ uriTemplate, description })),
    prompts: prompts?.map(({ name: title, description, arguments: args }) => ({
      name: title,
      description,
      arguments: args,
    })),
  };
}

const blocksOf = ({ messages }: GetPromptResult): CallToolResult['content'] =>
  messages.map(({ content }) => content);
