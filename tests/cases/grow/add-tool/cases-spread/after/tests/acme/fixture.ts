import type { ProviderFixture } from '../support/fixture.js';
import { rooms } from './rooms.js';
import { signIn } from './sign-in.js';

export const fixture: ProviderFixture = {
  provider: 'acme',
  prefix: 'ACME',
  signIn,
  cases: [
    ...rooms,
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
