import { UriTemplate } from '@modelcontextprotocol/sdk/shared/uriTemplate.js';
import {
  ErrorCode,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { resourceCall } from '../../provider/calls.js';
import type { Resource } from '../../provider/define.js';
import type { Lists } from '../../provider/lists.js';
import { listedByTemplates, resourceAt } from '../../provider/resource-list.js';
import { rpcError } from '../../provider/error-result.js';
import type { Caller } from './caller.js';
import { performFor, requestIn } from './caller.js';

/** Not in the SDK's list of codes (MCP 2025-11-25, resources). */
const RESOURCE_NOT_FOUND = -32_002;

/** Serves what is registered when a request comes. */
export function serveResources(
  caller: Caller,
  resources: ReadonlyMap<string, Resource>,
  lists: () => Lists,
): void {
  const { server } = caller.server;
  server.setRequestHandler(ListResourcesRequestSchema, async (_request, extra) => {
    const request = requestIn(caller, extra);
    const { signal } = extra;
    const listed = await listedByTemplates(resources.values(), { ...caller, request, signal });
    return { resources: [...lists().resources, ...listed] };
  });
  server.setRequestHandler(ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: lists().templates,
  }));
  server.setRequestHandler(ReadResourceRequestSchema, async ({ params: { uri } }, extra) => {
    const found = resourceAt(resources.values(), uri, matchTemplate);
    if (!found) throw notFound(uri);
    const outcome = await performFor(caller, resourceCall(found), extra);
    if (!outcome.ok && !outcome.isMissing)
      throw outcome.rpc
        ? rpcError(outcome.message, outcome.rpc)
        : new McpError(ErrorCode.InternalError, outcome.message);
    if (!outcome.ok || outcome.value === undefined) throw notFound(uri);
    return outcome.value;
  });
}

const matchTemplate = (template: string, uri: string) => new UriTemplate(template).match(uri);

const notFound = (uri: string) => new McpError(RESOURCE_NOT_FOUND, `Resource not found: ${uri}`);
