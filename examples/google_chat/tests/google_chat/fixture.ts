import type { ProviderFixture } from '../support/fixture.js';
import { signIn } from './sign-in.js';

export const fixture: ProviderFixture = {
  provider: 'google_chat',
  prefix: 'GOOGLE_CHAT',
  signIn,
  cases: [
    {
      tool: 'list_spaces',
      args: { filter: 'filter', limit: 100 },
      invalid: { filter: 42, limit: 100 },
      request: { method: 'GET', path: '/spaces', query: { filter: 'filter' } },
      answer: {
        spaces: [
          {
            name: 'name',
            displayName: 'displayName',
            spaceType: 'SPACE_TYPE_UNSPECIFIED',
            spaceUri: 'https://example.com/',
            lastActiveTime: '2026-01-31T09:30:00Z',
          },
        ],
      },
      result: {
        spaces: [
          {
            name: 'name',
            displayName: 'displayName',
            spaceType: 'SPACE_TYPE_UNSPECIFIED',
            spaceUri: 'https://example.com/',
            lastActiveTime: '2026-01-31T09:30:00Z',
          },
        ],
      },
      paging: { first: { body: { nextPageToken: 'page-2' } }, next: { pageToken: 'page-2' } },
    },
    {
      tool: 'get_space',
      args: { space: 'space' },
      invalid: { space: 42 },
      request: { method: 'GET', path: '/spaces/space', query: {} },
      answer: {
        name: 'name',
        displayName: 'displayName',
        spaceType: 'SPACE_TYPE_UNSPECIFIED',
        spaceUri: 'https://example.com/',
        lastActiveTime: '2026-01-31T09:30:00Z',
      },
      result: {
        name: 'name',
        displayName: 'displayName',
        spaceType: 'SPACE_TYPE_UNSPECIFIED',
        spaceUri: 'https://example.com/',
        lastActiveTime: '2026-01-31T09:30:00Z',
      },
    },
    {
      tool: 'find_direct_message',
      args: { name: 'users/a' },
      invalid: { name: 42 },
      request: { method: 'GET', path: '/spaces:findDirectMessage', query: { name: 'users/a' } },
      answer: {
        name: 'name',
        displayName: 'displayName',
        spaceType: 'SPACE_TYPE_UNSPECIFIED',
        spaceUri: 'https://example.com/',
        lastActiveTime: '2026-01-31T09:30:00Z',
      },
      result: {
        name: 'name',
        displayName: 'displayName',
        spaceType: 'SPACE_TYPE_UNSPECIFIED',
        spaceUri: 'https://example.com/',
        lastActiveTime: '2026-01-31T09:30:00Z',
      },
    },
    {
      tool: 'list_members',
      args: { space: 'space', limit: 100 },
      invalid: { space: 42, limit: 100 },
      request: { method: 'GET', path: '/spaces/space/members', query: {} },
      answer: {
        memberships: [{ name: 'name', role: 'role', member: { name: 'name', type: 'type' } }],
      },
      result: {
        memberships: [{ name: 'name', role: 'role', member: { name: 'name', type: 'type' } }],
      },
      paging: { first: { body: { nextPageToken: 'page-2' } }, next: { pageToken: 'page-2' } },
    },
    {
      tool: 'list_messages',
      args: { space: 'space', filter: 'filter', orderBy: 'createTime DESC', limit: 25 },
      invalid: { space: 42, filter: 'filter', orderBy: 'createTime DESC', limit: 25 },
      request: {
        method: 'GET',
        path: '/spaces/space/messages',
        query: { filter: 'filter', orderBy: 'createTime DESC' },
      },
      answer: {
        messages: [
          {
            name: 'name',
            text: 'text',
            createTime: '2026-01-31T09:30:00Z',
            sender: { name: 'name', displayName: 'displayName' },
            thread: { name: 'name' },
          },
        ],
      },
      result: {
        messages: [
          {
            name: 'name',
            text: 'text',
            createTime: '2026-01-31T09:30:00Z',
            sender: { name: 'name', displayName: 'displayName' },
            thread: { name: 'name' },
          },
        ],
      },
      paging: { first: { body: { nextPageToken: 'page-2' } }, next: { pageToken: 'page-2' } },
    },
    {
      tool: 'get_message',
      args: { space: 'space', message: 'message' },
      invalid: { space: 42, message: 'message' },
      request: { method: 'GET', path: '/spaces/space/messages/message', query: {} },
      answer: {
        name: 'name',
        text: 'text',
        createTime: '2026-01-31T09:30:00Z',
        sender: { name: 'name', displayName: 'displayName' },
        thread: { name: 'name' },
      },
      result: {
        name: 'name',
        text: 'text',
        createTime: '2026-01-31T09:30:00Z',
        sender: { name: 'name', displayName: 'displayName' },
        thread: { name: 'name' },
      },
    },
    {
      tool: 'create_message',
      args: {
        space: 'space',
        text: 'text',
        thread: { name: 'name' },
        messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
      },
      invalid: {
        space: 42,
        text: 'text',
        thread: { name: 'name' },
        messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
      },
      request: {
        method: 'POST',
        path: '/spaces/space/messages',
        query: { messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD' },
        body: { text: 'text', thread: { name: 'name' } },
      },
      answer: {
        name: 'name',
        text: 'text',
        createTime: '2026-01-31T09:30:00Z',
        sender: { name: 'name', displayName: 'displayName' },
        thread: { name: 'name' },
      },
      result: {
        name: 'name',
        text: 'text',
        createTime: '2026-01-31T09:30:00Z',
        sender: { name: 'name', displayName: 'displayName' },
        thread: { name: 'name' },
      },
    },
  ],
};
