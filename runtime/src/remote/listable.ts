import * as z from 'zod';
import type { ListablePrompt, ListableResource, ListableTool } from '../call/lists/lists.js';
import { withoutZodKeywords } from '../call/schema/json-schema.js';
import type { RemotePrompt, RemoteResource, RemoteTool } from './catalog.js';

/** Returns a tool of another MCP server, listed as that server does. */
export function listableTool({
  remoteName,
  confirm: question,
  formerly,
  ...definition
}: RemoteTool): ListableTool {
  const { name, title, description = '', annotations, inputSchema, outputSchema } = definition;
  return {
    name,
    ...(title !== undefined && { title }),
    description,
    ...(annotations && { annotations }),
    ...(formerly && { formerly }),
    ...(remoteName !== undefined && { remoteName }),
    ...(question !== undefined && { question }),
    // The server checks its arguments itself.
    input: z.any(),
    listed: {
      ...definition,
      description,
      inputSchema: { ...withoutZodKeywords(inputSchema), type: 'object' },
      ...(outputSchema && { outputSchema: withoutZodKeywords(outputSchema) }),
    },
  };
}

/** Returns a resource of another MCP server, or a template of resources, listed as that server does. */
export function listableResource({
  name,
  uri,
  uriTemplate,
  ...listedPrompt
}: RemoteResource): ListableResource {
  const { title, description } = listedPrompt;
  return {
    name,
    uri: uri ?? uriTemplate ?? '',
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    listed: listedPrompt,
  };
}

/** Returns a prompt of another MCP server, listed as that server does. */
export function listablePrompt({
  remoteName: _there,
  arguments: args,
  ...listedResource
}: RemotePrompt): ListablePrompt {
  const { name, title, description } = listedResource;
  const argumentSchemas = (args ?? []).map(({ name: argument, description: text, required }) => {
    const withDescription = text === undefined ? z.string() : z.string().describe(text);
    return [argument, required ? withDescription : withDescription.optional()] as const;
  });
  return {
    name,
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    listed: { ...listedResource, ...(args && { arguments: [...args] }) },
    args: z.object(Object.fromEntries(argumentSchemas)),
  };
}
