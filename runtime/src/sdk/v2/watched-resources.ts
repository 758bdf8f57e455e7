import type { McpServer } from '@modelcontextprotocol/server';
import { WatchedResources } from '../../call/watched-resources.js';

/** What a client of protocol 2025-11-25 or older subscribes to, with requests of their own. */
export function watchedBy({ server }: McpServer): (uri: string) => boolean {
  const watched = new WatchedResources();
  if (server.getCapabilities().resources?.subscribe) {
    server.setRequestHandler('resources/subscribe', ({ params }) => watched.add(params.uri));
    server.setRequestHandler('resources/unsubscribe', ({ params }) => watched.delete(params.uri));
  }
  return (uri) => watched.has(uri);
}
