import type { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import {
  SubscribeRequestSchema,
  UnsubscribeRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';
import { WatchedResources } from '../../call/lists/watched-resources.js';
import type { Capabilities } from '../../provider/definition.js';

/** Registers the subscriptions of a client. @returns whether the client subscribes to a URI */
export function registerSubscriptions(
  { server }: McpServer,
  { resources }: Capabilities,
): (uri: string) => boolean {
  const subscriptions = new WatchedResources();
  if (resources?.subscribe) {
    server.setRequestHandler(SubscribeRequestSchema, ({ params }) => subscriptions.add(params.uri));
    server.setRequestHandler(UnsubscribeRequestSchema, ({ params }) =>
      subscriptions.delete(params.uri),
    );
  }
  return (uri) => subscriptions.has(uri);
}
