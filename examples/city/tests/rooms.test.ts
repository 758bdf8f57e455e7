import { testProvider } from 'mcp-provider/testing';
import { accessToken } from 'mcp-provider/testing/oauth';
import { providers } from '../src/providers/index.js';

const building = { code: 'HQ', address: '1 Example Street' };

const room = { id: 'ID-1', name: 'Aurora', seats: 1, building, internal_code: 'excluded' };

const building2 = { code: 'HQ 2', address: '2 Example Street' };

const booking = {
  id: 'ID-1',
  room: { id: 'ID-2', name: 'Room 1' },
  start: '2026-01-01T09:30:00Z',
  end: '2026-01-01T11:00:00Z',
};

const bookingWithReplaces = { ...booking, replaces: 'excluded' };

testProvider(providers, 'rooms', {
  signIn: accessToken({
    authorizationUrl: 'https://login.rooms.example.com/authorize',
    tokenUrl: 'https://login.rooms.example.com/token',
    clientAuthentication: 'post',
    redirectUri: 'http://127.0.0.1:8710/auth/callback',
    scopes: ['bookings.write', 'rooms.read'],
  }),
  baseUrl: 'https://eu.rooms.example.com/v2',
  tokenPath: 'city',
  tools: {
    list_rooms: [
      {
        arguments: { building: 'HQ', seats: 1, limit: 101 },
        request: {
          method: 'GET',
          path: '/rooms',
          query: { bldg: 'HQ', 'min-seats': '1', per_page: '100' },
        },
        pages: [
          { response: Array<unknown>(100).fill(room), next: { page: '2' } },
          {
            response: [
              {
                id: 'ID-2',
                name: 'Aurora 2',
                seats: 2,
                building: building2,
                internal_code: 'excluded',
              },
              {
                id: 'ID-3',
                name: 'Aurora 3',
                seats: 3,
                building: { code: 'HQ 3', address: '3 Example Street' },
                internal_code: 'excluded',
              },
            ],
          },
        ],
        result: {
          items: [
            ...Array<unknown>(100).fill({ id: 'ID-1', name: 'Aurora', seats: 1, building }),
            { id: 'ID-2', name: 'Aurora 2', seats: 2, building: building2 },
          ],
          truncated: true,
        },
      },
      {
        request: { method: 'GET', path: '/rooms', query: { per_page: '20' } },
        response: [room],
        result: { items: [{ id: 'ID-1', name: 'Aurora', seats: 1, building }] },
      },
    ],
    get_room: {
      arguments: { room_id: 'Room-1' },
      request: { method: 'GET', path: '/rooms/Room-1' },
      response: { ...room, id: 'Room-1' },
      result: { id: 'Room-1', name: 'Aurora', seats: 1, building },
    },
    book_room: [
      {
        arguments: {
          room_id: 'Room-1',
          start: '2026-01-01T09:30:00Z',
          end: '2026-01-01T11:00:00Z',
          attendees: ['Ada@Example.com', 'Grace@Example.com'],
          note: 'Call before noon.',
        },
        request: {
          method: 'POST',
          path: '/rooms/Room-1/bookings',
          idempotencyKey: 'Idempotency-Key',
          body: {
            start: '2026-01-01T09:30:00Z',
            end: '2026-01-01T11:00:00Z',
            attendees: ['Ada@Example.com', 'Grace@Example.com'],
            note: 'Call before noon.',
          },
        },
        response: bookingWithReplaces,
        result: booking,
      },
      {
        arguments: {
          room_id: 'Room-1',
          start: '2026-01-01T09:30:00Z',
          end: '2026-01-01T11:00:00Z',
        },
        request: {
          method: 'POST',
          path: '/rooms/Room-1/bookings',
          idempotencyKey: 'Idempotency-Key',
          body: { start: '2026-01-01T09:30:00Z', end: '2026-01-01T11:00:00Z' },
        },
        response: bookingWithReplaces,
        result: booking,
      },
    ],
    attach_file: [
      {
        arguments: {
          booking_id: 'Booking-1',
          file: 'iVBORw0KGgo=',
          title: 'File 1',
          file_name: 'Report.pdf',
        },
        request: {
          method: 'POST',
          path: '/bookings/Booking-1/attachments',
          body: {
            file: { name: 'Report.pdf', type: 'application/pdf', content: 'iVBORw0KGgo=' },
            title: 'File 1',
          },
        },
        response: bookingWithReplaces,
        result: booking,
      },
      {
        arguments: { booking_id: 'Booking-1', file: 'iVBORw0KGgo=' },
        request: {
          method: 'POST',
          path: '/bookings/Booking-1/attachments',
          body: { file: { name: 'file', type: 'image/png', content: 'iVBORw0KGgo=' } },
        },
        response: bookingWithReplaces,
        result: booking,
      },
    ],
  },
});
