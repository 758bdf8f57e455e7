import * as z from 'zod';
import type * as current from '../../src/index.js';
import { user } from '../../src/index.js';

/** A provider whose rooms and lists change while it serves; each principal has rooms of their own. */
export function roomsProvider(define: typeof current.defineProvider) {
  const defined = define({
    name: 'small',
    version: '1.0.0',
    capabilities: {
      tools: { listChanged: true },
      resources: { listChanged: true, subscribe: true },
      prompts: { listChanged: true },
    },
  });
  const { tool, resource, prompt, remove, notify } = defined;
  const rooms = new Map<string, string>();
  const uriOf = (id: string) => `acme://rooms/${id}`;

  resource({
    name: 'room',
    uri: 'acme://rooms/{room_id}',
    mimeType: 'text/plain',
    list: async ({ principal }) =>
      [...rooms.keys()]
        .map((key) => key.split(' '))
        .filter(([owner]) => owner === principal.userId)
        .map(([, id = '']) => ({ uri: uriOf(id), name: id })),
    read: async ({ room_id }, { principal }) => rooms.get(`${principal.userId} ${room_id}`),
  });
  tool({
    name: 'write_room',
    description: 'Writes a room.',
    input: z.object({ room_id: z.string(), text: z.string() }),
    run: async ({ room_id, text }, { principal }) => {
      const key = `${principal.userId} ${room_id}`;
      if (!rooms.has(key)) notify.resourcesChanged(principal);
      rooms.set(key, text);
      notify.resourceUpdated(uriOf(room_id), principal);
    },
  });
  tool({
    name: 'learn',
    description: 'Adds a tool and a prompt.',
    input: z.object({}),
    run: async () => {
      tool({
        name: 'greet',
        description: 'Greets.',
        input: z.object({}),
        run: async () => 'Hello',
      });
      prompt({
        name: 'greeting',
        args: z.object({ who: z.string() }),
        render: ({ who }) => user(`Greet ${who}`),
      });
    },
  });
  const temporary = tool({
    name: 'once',
    description: 'Ends itself.',
    input: z.object({}),
    run: async (): Promise<boolean> => remove(temporary),
  });
  return defined;
}
