import { testProvider } from 'mcp-provider/testing';
import { accessToken } from 'mcp-provider/testing/oauth';
import { providers } from '../src/providers/index.js';

const room = { id: 'ID-1', name: 'Room 1', topic: 'Releases', member_count: 1 };

const room2 = { id: 'ID-2', name: 'Room 2', topic: null };

const message = {
  id: 'ID-1',
  room_id: 'Room-1',
  author: { id: 'ID-2', name: 'Ada' },
  text: 'See you at nine.',
  sent_at: '2026-01-01T09:30:00Z',
};

const message2 = {
  id: 'ID-2',
  room_id: 'Room-1',
  author: { id: 'ID-3', name: 'Grace' },
  text: 'The train is late.',
  sent_at: '2026-01-02T09:30:00Z',
};

const message3 = {
  id: 'ID-3',
  room_id: 'Room-1',
  author: { id: 'ID-4', name: 'Alan' },
  text: 'Lunch is at one.',
  sent_at: '2026-01-03T09:30:00Z',
};

testProvider(providers, 'chat', {
  signIn: accessToken({
    issuer: 'https://auth.chat.example.com',
    authorizationUrl: 'https://auth.chat.example.com/oauth/authorize',
    tokenUrl: 'https://auth.chat.example.com/oauth/token',
    revocationUrl: 'https://auth.chat.example.com/oauth/revoke',
    sendsIssuer: true,
    redirectUri: 'http://127.0.0.1:8710/auth/callback',
    scopes: ['rooms:read', 'messages:read', 'messages:write'],
  }),
  baseUrl: 'https://api.chat.example.com/v1',
  tools: {
    list_rooms: [
      {
        arguments: { archived: true, limit: 2 },
        request: { method: 'GET', path: '/rooms', query: { archived: 'true' } },
        pages: [
          { response: { data: [room], paging: { next: 'page-2' } }, next: { cursor: 'page-2' } },
          { response: { data: [room2, { id: 'ID-3', name: 'Room 3' }] } },
        ],
        result: { rooms: [room, room2], truncated: true },
      },
      {
        request: { method: 'GET', path: '/rooms', query: { archived: 'false' } },
        response: { data: [room2, { id: 'ID-3', name: 'Room 3' }] },
        result: { rooms: [room2, { id: 'ID-3', name: 'Room 3' }] },
      },
    ],
    get_room: [
      {
        arguments: { room_id: 'Room-1' },
        request: { method: 'GET', path: '/rooms/Room-1' },
        response: { ...room, id: 'Room-1' },
      },
      {
        title: 'with null in the result',
        arguments: { room_id: 'Room-1' },
        request: { method: 'GET', path: '/rooms/Room-1' },
        response: { ...room2, id: 'Room-1' },
      },
    ],
    list_messages: [
      {
        arguments: { room_id: 'Room-1', since: '2026-01-01T09:30:00Z', limit: 2 },
        request: {
          method: 'GET',
          path: '/rooms/Room-1/messages',
          query: { since: '2026-01-01T09:30:00Z' },
        },
        pages: [
          { response: { data: [message], paging: { next: 'page-2' } }, next: { cursor: 'page-2' } },
          { response: { data: [message2, message3] } },
        ],
        result: { messages: [message, message2], truncated: true },
      },
      {
        arguments: { room_id: 'Room-1' },
        request: { method: 'GET', path: '/rooms/Room-1/messages' },
        response: { data: [message2, message3] },
        result: { messages: [message2, message3] },
      },
    ],
    search_messages: [
      {
        arguments: { query: 'first of May', from: 'From-1', limit: 2 },
        request: {
          method: 'GET',
          path: '/search/messages',
          query: { query: 'first of May', from: 'From-1' },
        },
        pages: [
          { response: { data: [message], paging: { next: 'page-2' } }, next: { cursor: 'page-2' } },
          {
            response: {
              data: [
                { ...message2, room_id: 'Room-2' },
                { ...message3, room_id: 'Room-3' },
              ],
            },
          },
        ],
        result: { messages: [message, { ...message2, room_id: 'Room-2' }], truncated: true },
      },
      {
        arguments: { query: 'first of May' },
        request: { method: 'GET', path: '/search/messages', query: { query: 'first of May' } },
        response: {
          data: [
            { ...message2, room_id: 'Room-2' },
            { ...message3, room_id: 'Room-3' },
          ],
        },
        result: {
          messages: [
            { ...message2, room_id: 'Room-2' },
            { ...message3, room_id: 'Room-3' },
          ],
        },
      },
    ],
    send_message: {
      arguments: { room_id: 'Room-1', text: 'See you at nine.' },
      request: {
        method: 'POST',
        path: '/rooms/Room-1/messages',
        body: { text: 'See you at nine.' },
      },
      response: message,
    },
  },
});
