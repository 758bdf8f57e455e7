import type { ProviderFixture } from '../support/fixture.js';
import { signIn } from './sign-in.js';

export const fixture: ProviderFixture = {
  provider: 'chat',
  prefix: 'CHAT',
  signIn,
  cases: [
    {
      tool: 'list_rooms',
      args: { archived: false, limit: 50 },
      invalid: { archived: 42, limit: 50 },
      request: { method: 'GET', path: '/rooms', query: { archived: 'false' } },
      answer: { data: [{ id: 'id', name: 'name', topic: 'topic', member_count: 1 }] },
      result: { rooms: [{ id: 'id', name: 'name', topic: 'topic', member_count: 1 }] },
      paging: { first: { body: { paging: { next: 'page-2' } } }, next: { cursor: 'page-2' } },
    },
    {
      tool: 'get_room',
      args: { room_id: 'room_id' },
      invalid: { room_id: 42 },
      request: { method: 'GET', path: '/rooms/room_id', query: {} },
      answer: { id: 'id', name: 'name', topic: 'topic', member_count: 1 },
      result: { id: 'id', name: 'name', topic: 'topic', member_count: 1 },
    },
    {
      tool: 'list_messages',
      args: { room_id: 'room_id', since: '2026-01-31T09:30:00Z', limit: 20 },
      invalid: { room_id: 42, since: '2026-01-31T09:30:00Z', limit: 20 },
      request: {
        method: 'GET',
        path: '/rooms/room_id/messages',
        query: { since: '2026-01-31T09:30:00Z' },
      },
      answer: {
        data: [
          {
            id: 'id',
            room_id: 'room_id',
            author: { id: 'id', name: 'name' },
            text: 'text',
            sent_at: '2026-01-31T09:30:00Z',
          },
        ],
      },
      result: {
        messages: [
          {
            id: 'id',
            room_id: 'room_id',
            author: { id: 'id', name: 'name' },
            text: 'text',
            sent_at: '2026-01-31T09:30:00Z',
          },
        ],
      },
      paging: { first: { body: { paging: { next: 'page-2' } } }, next: { cursor: 'page-2' } },
    },
    {
      tool: 'search_messages',
      args: { query: 'query', from: 'from', limit: 20 },
      invalid: { query: 42, from: 'from', limit: 20 },
      request: { method: 'GET', path: '/search/messages', query: { query: 'query', from: 'from' } },
      answer: {
        data: [
          {
            id: 'id',
            room_id: 'room_id',
            author: { id: 'id', name: 'name' },
            text: 'text',
            sent_at: '2026-01-31T09:30:00Z',
          },
        ],
      },
      result: {
        messages: [
          {
            id: 'id',
            room_id: 'room_id',
            author: { id: 'id', name: 'name' },
            text: 'text',
            sent_at: '2026-01-31T09:30:00Z',
          },
        ],
      },
      paging: { first: { body: { paging: { next: 'page-2' } } }, next: { cursor: 'page-2' } },
    },
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
      answer: {
        id: 'id',
        room_id: 'room_id',
        author: { id: 'id', name: 'name' },
        text: 'text',
        sent_at: '2026-01-31T09:30:00Z',
      },
      result: {
        id: 'id',
        room_id: 'room_id',
        author: { id: 'id', name: 'name' },
        text: 'text',
        sent_at: '2026-01-31T09:30:00Z',
      },
    },
  ],
};
