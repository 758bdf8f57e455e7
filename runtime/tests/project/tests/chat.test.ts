import { accessToken } from '../../../src/testing/oauth-sign-ins.js';
import { testProvider } from '../../../src/testing/index.js';
import { providers } from '../providers/index.js';

const general = { id: 'r-1', name: 'General', topic: 'All and sundry', member_count: 12 };
const random = { id: 'r-2', name: 'Random' };
const quiet = { id: 'r-3', name: 'Quiet' };

const message = (id: string) => ({
  id,
  room_id: 'a/b c',
  author: { id: 'u-1', name: 'Ada' },
  text: `Text of ${id}`,
  sent_at: '2026-01-31T09:30:00Z',
});

testProvider(providers, 'chat', {
  signIn: accessToken({
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
        {
          response: { data: [general], paging: { next: 'page-2' } },
          next: { cursor: 'page-2' },
        },
        { response: { data: [random, quiet] } },
      ],
      result: { rooms: [general, random] },
    },
    get_room: {
      arguments: { room_id: 'a/b c' },
      invalid: { room_id: 42 },
      request: { method: 'GET', path: '/rooms/a%2Fb%20c' },
      response: general,
    },
    list_messages: {
      arguments: { room_id: 'a/b c', since: '2026-01-31T09:30:00Z', limit: 2 },
      invalid: { room_id: 42 },
      request: {
        method: 'GET',
        path: '/rooms/a%2Fb%20c/messages',
        query: { since: '2026-01-31T09:30:00Z' },
      },
      pages: [
        {
          response: { data: [message('m-1')], paging: { next: 'page-2' } },
          next: { cursor: 'page-2' },
        },
        { response: { data: [message('m-2'), message('m-3')] } },
      ],
      result: { messages: [message('m-1'), message('m-2')] },
    },
    search_messages: {
      arguments: { query: 'words & more', from: 'u-1', limit: 2 },
      invalid: { query: 42 },
      request: {
        method: 'GET',
        path: '/search/messages',
        query: { query: 'words & more', from: 'u-1' },
      },
      pages: [
        {
          response: { data: [message('m-1')], paging: { next: 'page-2' } },
          next: { cursor: 'page-2' },
        },
        { response: { data: [message('m-2'), message('m-3')] } },
      ],
      result: { messages: [message('m-1'), message('m-2')] },
    },
    send_message: {
      arguments: { room_id: 'a/b c', text: 'Hello' },
      invalid: { room_id: 42 },
      request: { method: 'POST', path: '/rooms/a%2Fb%20c/messages', body: { text: 'Hello' } },
      response: message('m-1'),
    },
  },
});
