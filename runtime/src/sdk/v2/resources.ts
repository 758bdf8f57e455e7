import type { ReadResourceResult, ServerContext } from '@modelcontextprotocol/server';
import {
  ProtocolError,
  ProtocolErrorCode,
  ResourceNotFoundError,
  ResourceTemplate,
} from '@modelcontextprotocol/server';
import type { Resource } from '../../provider/define.js';
import { resourcesOf } from '../../provider/resource-list.js';
import { decodedVariables } from '../../provider/variables.js';
import type { Caller } from './caller.js';
import { performFor } from './caller.js';

export function addResource(caller: Caller, resource: Resource): void {
  const { name, uri, title, description, mimeType } = resource;
  const { server } = caller;
  const meta = {
    ...(mimeType && { mimeType }),
    ...(title && { title }),
    ...(description && { description }),
  };
  async function read(
    address: URL,
    variables: Record<string, string | string[]>,
    { mcpReq }: ServerContext,
  ) {
    const { href } = address;
    const decoded = decodedVariables(variables);
    if (!decoded) throw new ResourceNotFoundError(href);
    return performFor(caller, { kind: 'resource', name }, mcpReq, {
      args: href,
      run: (context) => resource.contents(decoded, context, href),
      resultOf(outcome) {
        if (!outcome.ok) throw new ProtocolError(ProtocolErrorCode.InternalError, outcome.message);
        if (outcome.value === undefined) throw new ResourceNotFoundError(href);
        return outcome.value as ReadResourceResult;
      },
    });
  }
  if (!uri.includes('{')) {
    server.registerResource(name, uri, meta, (address, context) => read(address, {}, context));
    return;
  }
  const list = async ({ mcpReq: { signal } }: ServerContext) => ({
    resources: await resourcesOf(resource, { ...caller, signal }),
  });
  const template = new ResourceTemplate(uri, { list: resource.list && list });
  server.registerResource(name, template, meta, read);
}
