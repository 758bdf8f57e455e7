import {
  ProtocolError,
  ProtocolErrorCode,
  type ReadResourceResult,
  ResourceNotFoundError,
  ResourceTemplate,
  type ServerContext,
  UriTemplate,
} from '@modelcontextprotocol/server';
import type { Resource } from '../../call/define/definitions.js';
import { isTemplate, type Lists, metadataOf } from '../../call/lists/lists.js';
import {
  type FoundResource,
  resourceAt,
  resourcesOfTemplate,
  resourcesOfTemplates,
} from '../../call/lists/resource-list.js';
import { jsonRpcError } from '../../call/result/error-result.js';
import { resourceCall } from '../../call/tool-calls.js';
import { decodeVariables } from '../../call/variables.js';
import { type Caller, performFor, requestIn } from './caller.js';

/** Serves the resources that are registered when a request arrives. */
export function serveResources(
  caller: Caller,
  resources: ReadonlyMap<string, Resource>,
  lists: () => Lists,
): void {
  const { server } = caller.server;
  server.setRequestHandler('resources/list', async (_request, context) => {
    const request = requestIn(caller, context);
    const { signal } = context.mcpReq;
    const listedResources = await resourcesOfTemplates(resources.values(), {
      ...caller,
      request,
      signal,
    });
    return { resources: [...lists().resources, ...listedResources] };
  });
  server.setRequestHandler('resources/templates/list', () => ({
    resourceTemplates: lists().templates,
  }));
  server.setRequestHandler('resources/read', async ({ params: { uri } }, context) => {
    const foundResource = resourceAt(
      resources.values(),
      uri,
      matchTemplate,
      caller.principal.userId,
    );
    if (!foundResource) throw new ResourceNotFoundError(uri);
    return readResource(caller, foundResource, context);
  });
}

const matchTemplate = (template: string, uri: string) => new UriTemplate(template).match(uri);

/** Registers resources with the SDK, which can then list and read other resources beside them. */
export function registerResources(caller: Caller, resources: ReadonlyMap<string, Resource>): void {
  const { server } = caller;
  for (const resource of resources.values()) {
    const { name, uri, list } = resource;
    const readAt = (
      { href }: URL,
      variableValues: Record<string, string | string[]>,
      context: ServerContext,
    ) => {
      const variables = decodeVariables(variableValues);
      if (!variables) throw new ResourceNotFoundError(href);
      return readResource(caller, { resource, variables, uri: href }, context);
    };
    const metadata = metadataOf(resource);
    if (!isTemplate(resource)) {
      server.registerResource(name, uri, metadata, (url, context) => readAt(url, {}, context));
      continue;
    }
    const listAll = async ({ mcpReq: { signal } }: ServerContext) => ({
      resources: await resourcesOfTemplate(resource, { ...caller, signal }),
    });
    server.registerResource(
      name,
      new ResourceTemplate(uri, { list: list && listAll }),
      metadata,
      readAt,
    );
  }
}

const readResource = (caller: Caller, foundResource: FoundResource, request: ServerContext) =>
  performFor(caller, resourceCall(foundResource), request, (outcome) => {
    if (!outcome.ok && !outcome.isMissing)
      throw outcome.rpc
        ? jsonRpcError(outcome.message, outcome.rpc)
        : new ProtocolError(ProtocolErrorCode.InternalError, outcome.message);
    if (!outcome.ok || outcome.value === undefined)
      throw new ResourceNotFoundError(foundResource.uri);
    return outcome.value as ReadResourceResult;
  });
