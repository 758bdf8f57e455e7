import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'rooms', {
  signIn: bearer,
  headers: { 'x-client': 'acme-mcp' },
  tools: {
    list_rooms: {
      arguments: { building: 'a?b building' },
      invalid: { building: 42 },
      request: {
        method: 'GET',
        path: '/buildings/a%3Fb%20building/rooms',
      },
      response: { rooms: [{ id: 'id', name: 'name', seats: 1 }] },
    },
    book_room: {
      arguments: { room_id: 'a?b room_id', start: '2026-05-04T09:30:00Z' },
      invalid: { room_id: 42 },
      request: {
        method: 'POST',
        path: '/rooms/a%3Fb%20room_id/bookings',
        body: { start: '2026-05-04T09:30:00Z' },
      },
      response: { booking_id: 'booking_id' },
    },
  },
});
