import {
  createMcpHandler,
  InMemoryServerEventBus,
  type McpHttpHandler,
  type McpServerFactory,
  type ServerEvent,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { ChangeNotice, Changes } from '../../call/lists/changes.js';
import { observeStream } from '../../fetch/observed-stream.js';
import type { Exchange, ParsedRequest } from '../../provider/sdk-line.js';

const LIST_EVENTS = {
  tools: 'tools_list_changed',
  prompts: 'prompts_list_changed',
  resources: 'resources_list_changed',
} as const;

const eventOf = (change: ChangeNotice): ServerEvent =>
  'uri' in change
    ? { kind: 'resource_updated', uri: change.uri }
    : { kind: LIST_EVENTS[change.list] };

/**
 * Serves streams of `subscriptions/listen`. The SDK sends an event to all streams of a handler; an
 * event of one principal must reach only the streams of that principal, so each stream has a
 * handler of its own.
 */
export function subscriptionStreams(changes: Changes, createServer: McpServerFactory) {
  const openHandlers = new Set<McpHttpHandler>();

  return {
    async fetch(request: ParsedRequest, { principal, message }: Exchange): Promise<Response> {
      const bus = new InMemoryServerEventBus();
      const handler = createMcpHandler(createServer, { bus });
      const response = await handler.fetch(request as Request, { parsedBody: message });
      if (bus.listenerCount === 0) return response; // refused, or no subscription
      const stream = observeStream(response);
      const unsubscribe = changes.subscribe(
        principal,
        subscriptionCheck(message),
        async (change) => {
          bus.publish(eventOf(change));
          await stream.isRead();
        },
      );
      openHandlers.add(handler);
      const endStream = () => {
        unsubscribe();
        openHandlers.delete(handler);
      };
      if (request.signal.aborted) endStream();
      request.signal.addEventListener('abort', endStream, { once: true });
      return stream.response;
    },

    async close(): Promise<void> {
      await Promise.all(Array.from(openHandlers, (handler) => handler.close()));
    },
  };
}

const ListenRequest = z.object({
  params: z.object({
    notifications: z.object({ resourceSubscriptions: z.array(z.string()).default([]) }),
  }),
});

/** Returns whether a request for a stream names a resource. */
function subscriptionCheck(message: unknown): (uri: string) => boolean {
  const { data } = ListenRequest.safeParse(message);
  const uris = new Set(data?.params.notifications.resourceSubscriptions);
  return (uri) => uris.has(uri);
}
