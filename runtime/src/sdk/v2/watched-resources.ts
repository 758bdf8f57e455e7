import type { McpServer } from '@modelcontextprotocol/server';
import { WatchedResources } from '../../call/lists/watched-resources.js';

/**
 * Registers the subscriptions of a client of protocol 2025-11-25 or older, which has requests for
 * them.
 * @returns whether the client subscribes to a URI
 */
export function registerSubscriptions({ server }: McpServer): (uri: string) => boolean {
  const subscriptions = new WatchedResources();
  if (server.getCapabilities().resources?.subscribe) {
    server.setRequestHandler('resources/subscribe', ({ params }) => subscriptions.add(params.uri));
    server.setRequestHandler('resources/unsubscribe', ({ params }) =>
      subscriptions.delete(params.uri),
    );
  }
  return (uri) => subscriptions.has(uri);
}
