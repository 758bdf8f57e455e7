import type { ProviderFixture } from 'mcp-provider/testing';

export const tools = {
  send_message: {
    arguments: { room_id: 'a?b room_id', text: 'text' },
    invalid: { room_id: 42 },
    request: { method: 'POST', path: '/rooms/a%3Fb%20room_id/messages', body: { text: 'text' } },
    response: { id: 'id' },
  },
  list_rooms: {
    arguments: { query: 'query' },
    invalid: { query: 42 },
    request: { method: 'GET', path: '/rooms', query: { query: 'query' } },
    response: { ok: true },
    result: '{"ok":true}',
  },
} satisfies ProviderFixture['tools'];
