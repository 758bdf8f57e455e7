import { testProvider } from 'mcp-provider/testing';
import { accessToken } from 'mcp-provider/testing/oauth';
import { providers } from '../src/providers/index.js';

const room = { id: 'id', name: 'name', topic: 'topic', member_count: 1 };

const message = {
  id: 'id',
  room_id: 'room_id',
  author: { id: 'id_2', name: 'name' },
  text: 'text',
  sent_at: '2026-01-01T09:30:00Z',
};

const message2 = {
  id: 'id_2',
  room_id: 'room_id_2',
  author: { id: 'id_3', name: 'name_2' },
  text: 'text_2',
  sent_at: '2026-01-02T09:30:00Z',
};

const message3 = {
  id: 'id_3',
  room_id: 'room_id_3',
  author: { id: 'id_4', name: 'name_3' },
  text: 'text_3',
  sent_at: '2026-01-03T09:30:00Z',
};

testProvider(providers, 'chat', {
  signIn: accessToken({
    issuer: 'https://auth.chat.example.com',
    authorizationUrl: 'https://auth.chat.example.com/oauth/authorize',
    tokenUrl: 'https://auth.chat.example.com/oauth/token',
    revocationUrl: 'https://auth.chat.example.com/oauth/revoke',
  }),
  tools: {
    list_rooms: {
      arguments: { archived: true, limit: 2 },
      invalid: { archived: 42 },
      request: { method: 'GET', path: '/rooms', query: { archived: 'true' } },
      pages: [
        { response: { data: [room], paging: { next: 'page-2' } }, next: { cursor: 'page-2' } },
        {
          response: {
            data: [
              { id: 'id_2', name: 'name_2' },
              { id: 'id_3', name: 'name_3' },
            ],
          },
        },
      ],
      result: { rooms: [room, { id: 'id_2', name: 'name_2' }] },
    },
    get_room: {
      arguments: { room_id: 'a/b room_id' },
      invalid: { room_id: 42 },
      request: { method: 'GET', path: '/rooms/a%2Fb%20room_id' },
      response: room,
    },
    list_messages: {
      arguments: { room_id: 'a/b room_id', since: '2026-01-01T09:30:00Z', limit: 2 },
      invalid: { room_id: 42 },
      request: {
        method: 'GET',
        path: '/rooms/a%2Fb%20room_id/messages',
        query: { since: '2026-01-01T09:30:00Z' },
      },
      pages: [
        { response: { data: [message], paging: { next: 'page-2' } }, next: { cursor: 'page-2' } },
        { response: { data: [message2, message3] } },
      ],
      result: { messages: [message, message2] },
    },
    search_messages: {
      arguments: { query: 'query', from: 'from', limit: 2 },
      invalid: { query: 42 },
      request: { method: 'GET', path: '/search/messages', query: { query: 'query', from: 'from' } },
      pages: [
        { response: { data: [message], paging: { next: 'page-2' } }, next: { cursor: 'page-2' } },
        { response: { data: [message2, message3] } },
      ],
      result: { messages: [message, message2] },
    },
    send_message: {
      arguments: { room_id: 'a/b room_id', text: 'text' },
      invalid: { room_id: 42 },
      request: { method: 'POST', path: '/rooms/a%2Fb%20room_id/messages', body: { text: 'text' } },
      response: message,
    },
  },
});
