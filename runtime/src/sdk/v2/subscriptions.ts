import {
  createMcpHandler,
  InMemoryServerEventBus,
  type McpHttpHandler,
  type McpServerFactory,
  type ServerEvent,
} from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { Change, Changes } from '../../call/changes.js';
import { observeStream } from '../../fetch/observed-stream.js';
import type { Exchange, ParsedRequest } from '../../provider/sdk-line.js';

const EVENTS = {
  tools: 'tools_list_changed',
  prompts: 'prompts_list_changed',
  resources: 'resources_list_changed',
} as const;

const eventOf = (change: Change): ServerEvent =>
  'uri' in change ? { kind: 'resource_updated', uri: change.uri } : { kind: EVENTS[change.list] };

/**
 * Streams of `subscriptions/listen`. The SDK tells all streams of a handler of an event; what concerns one principal must
 * reach the streams of that principal only, so each stream has a handler of its own.
 */
export function subscriptions(changes: Changes, createServer: McpServerFactory) {
  const open = new Set<McpHttpHandler>();

  return {
    async fetch(request: ParsedRequest, { principal, message }: Exchange): Promise<Response> {
      const bus = new InMemoryServerEventBus();
      const handler = createMcpHandler(createServer, { bus });
      const response = await handler.fetch(request as Request, { parsedBody: message });
      if (bus.listenerCount === 0) return response; // refused, or nothing to tell
      const stream = observeStream(response);
      const end = changes.subscribe(principal, watchedIn(message), async (change) => {
        bus.publish(eventOf(change));
        await stream.isRead();
      });
      open.add(handler);
      const leave = () => {
        end();
        open.delete(handler);
      };
      if (request.signal.aborted) leave();
      request.signal.addEventListener('abort', leave, { once: true });
      return stream.response;
    },

    async close(): Promise<void> {
      await Promise.all(Array.from(open, (handler) => handler.close()));
    },
  };
}

const Listen = z.object({
  params: z.object({
    notifications: z.object({ resourceSubscriptions: z.array(z.string()).default([]) }),
  }),
});

/** The resources that a request for a stream names. */
function watchedIn(message: unknown): (uri: string) => boolean {
  const { data } = Listen.safeParse(message);
  const uris = new Set(data?.params.notifications.resourceSubscriptions);
  return (uri) => uris.has(uri);
}
