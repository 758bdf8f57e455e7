import type { McpHttpHandler, McpServerFactory, ServerEvent } from '@modelcontextprotocol/server';
import { createMcpHandler, InMemoryServerEventBus } from '@modelcontextprotocol/server';
import type { Change, Changes } from '../../provider/changes.js';
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
      const end = changes.subscribe(principal, (change) => bus.publish(eventOf(change)));
      open.add(handler);
      const leave = () => {
        end();
        open.delete(handler);
      };
      if (request.signal.aborted) leave();
      request.signal.addEventListener('abort', leave, { once: true });
      return response;
    },

    async close(): Promise<void> {
      await Promise.all(Array.from(open, (handler) => handler.close()));
    },
  };
}
