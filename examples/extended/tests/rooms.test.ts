import { bearer, testProvider } from 'mcp-provider/testing';
import { providers } from '../src/providers/index.js';

testProvider(providers, 'rooms', {
  signIn: bearer,
  headers: { 'x-client': 'acme-mcp' },
  tools: {
    list_rooms: {
      arguments: { building: 'Building 7' },
      invalid: { building: 42 },
      request: {
        method: 'GET',
        path: '/buildings/Building%207/rooms',
      },
      response: { rooms: [{ id: 'R-17', name: 'Aurora', seats: 6 }] },
    },
    book_room: {
      arguments: { room_id: 'R-17', start: '2026-05-04T09:30:00Z' },
      invalid: { room_id: 42 },
      request: {
        method: 'POST',
        path: '/rooms/R-17/bookings',
        body: { start: '2026-05-04T09:30:00Z' },
      },
      response: { booking_id: 'B-204' },
    },
  },
});
