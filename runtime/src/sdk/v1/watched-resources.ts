import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { WatchedResources } from '../../call/watched-resources.js';
import type { Capabilities } from '../../provider/definition.js';

/** What a client subscribes to. */
export function watchedBy(
  { server }: McpServer,
  { resources }: Capabilities,
): (uri: string) => boolean {
  const watched = new WatchedResources();
  if (resources?.subscribe) {
    server.setRequestHandler(SubscribeRequestSchema, ({ params }) => watched.add(params.uri));
    server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) => watched.delete(params.uri));
  }
  return (uri) => watched.has(uri);
}
