import type { ToolCase } from '../support/fixture.js';

export const cases = [
  {
    tool: 'send_message',
    args: { room_id: 'room_id', text: 'text' },
    invalid: { room_id: 42, text: 'text' },
    request: {
      method: 'POST',
      path: '/rooms/room_id/messages',
      query: {},
      body: { text: 'text' },
    },
    answer: { id: 'id' },
    result: { id: 'id' },
  },
  {
    tool: 'list_rooms',
    args: { query: 'query' },
    invalid: { query: 42 },
    request: { method: 'GET', path: '/rooms', query: { query: 'query' } },
    answer: { ok: true },
  },
] satisfies ToolCase[] as ToolCase[];
