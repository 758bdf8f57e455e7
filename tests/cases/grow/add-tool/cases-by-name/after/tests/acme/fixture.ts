import type { ProviderFixture } from '../support/fixture.js';
import { signIn } from './sign-in.js';

const listRooms: ProviderFixture['cases'][number] = {
  tool: 'list_rooms',
  args: { query: 'query' },
  invalid: { query: 42 },
  request: { method: 'GET', path: '/rooms', query: { query: 'query' } },
  answer: { ok: true },
};

export const fixture: ProviderFixture = {
  provider: 'acme',
  prefix: 'ACME',
  signIn,
  cases: [
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
    listRooms,
    {
      tool: 'get_room',
      args: { room_id: 'room_id' },
      invalid: { room_id: 42 },
      request: { method: 'GET', path: '/rooms/room_id', query: {} },
      answer: { name: 'name' },
      result: { name: 'name' },
    },
  ],
};
