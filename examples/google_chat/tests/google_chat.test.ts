import { testProvider } from 'mcp-provider/testing';
import { accessToken } from 'mcp-provider/testing/oauth';
import { providers } from '../src/providers/index.js';

const space = {
  name: 'Space 1',
  displayName: 'Ada',
  spaceType: 'SPACE_TYPE_UNSPECIFIED',
  spaceUri: 'https://example.com/',
  lastActiveTime: '2026-01-01T09:30:00Z',
};

const membership = { name: 'Membership 1', role: 'editor', member: { name: 'Ada', type: 'Type' } };

const message = {
  name: 'Message 1',
  text: 'See you at nine.',
  createTime: '2026-01-01T09:30:00Z',
  sender: { name: 'Ada', displayName: 'Grace' },
  thread: { name: 'Thread 1' },
};

testProvider(providers, 'google_chat', {
  signIn: accessToken({
    issuer: 'https://accounts.google.com',
    authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    revocationUrl: 'https://oauth2.googleapis.com/revoke',
    clientAuthentication: 'post',
    redirectUri: 'http://127.0.0.1:8710/auth/callback',
    scopes: [
      'https://www.googleapis.com/auth/chat.spaces.readonly',
      'https://www.googleapis.com/auth/chat.memberships.readonly',
      'https://www.googleapis.com/auth/chat.messages.readonly',
      'https://www.googleapis.com/auth/chat.messages.create',
    ],
  }),
  baseUrl: 'https://chat.googleapis.com/v1',
  tools: {
    list_spaces: [
      {
        arguments: { filter: 'Filter', limit: 2 },
        request: { method: 'GET', path: '/spaces', query: { filter: 'Filter' } },
        pages: [
          { response: { spaces: [space], nextPageToken: 'page-2' }, next: { pageToken: 'page-2' } },
          { response: { spaces: [{ name: 'Space 2' }, { name: 'Space 3' }] } },
        ],
        result: { spaces: [space, { name: 'Space 2' }], truncated: true },
      },
      {
        request: { method: 'GET', path: '/spaces' },
        response: { spaces: [{ name: 'Space 2' }, { name: 'Space 3' }] },
        result: { spaces: [{ name: 'Space 2' }, { name: 'Space 3' }] },
      },
    ],
    get_space: {
      arguments: { space: 'Space-1' },
      request: { method: 'GET', path: '/spaces/Space-1' },
      response: space,
    },
    find_direct_message: {
      arguments: { name: 'users/dana@example.com' },
      request: {
        method: 'GET',
        path: '/spaces:findDirectMessage',
        query: { name: 'users/dana@example.com' },
      },
      response: { ...space, name: 'Direct message 1' },
    },
    list_members: [
      {
        arguments: { space: 'Space-1', limit: 2 },
        request: { method: 'GET', path: '/spaces/Space-1/members' },
        pages: [
          {
            response: { memberships: [membership], nextPageToken: 'page-2' },
            next: { pageToken: 'page-2' },
          },
          { response: { memberships: [{ name: 'Membership 2' }, { name: 'Membership 3' }] } },
        ],
        result: { memberships: [membership, { name: 'Membership 2' }], truncated: true },
      },
      {
        arguments: { space: 'Space-1' },
        request: { method: 'GET', path: '/spaces/Space-1/members' },
        response: { memberships: [{ name: 'Membership 2' }, { name: 'Membership 3' }] },
        result: { memberships: [{ name: 'Membership 2' }, { name: 'Membership 3' }] },
      },
    ],
    list_messages: [
      {
        arguments: { space: 'Space-1', filter: 'Filter', orderBy: 'createTime ASC', limit: 2 },
        request: {
          method: 'GET',
          path: '/spaces/Space-1/messages',
          query: { filter: 'Filter', orderBy: 'createTime ASC' },
        },
        pages: [
          {
            response: { messages: [message], nextPageToken: 'page-2' },
            next: { pageToken: 'page-2' },
          },
          { response: { messages: [{ name: 'Message 2' }, { name: 'Message 3' }] } },
        ],
        result: { messages: [message, { name: 'Message 2' }], truncated: true },
      },
      {
        arguments: { space: 'Space-1' },
        request: {
          method: 'GET',
          path: '/spaces/Space-1/messages',
          query: { orderBy: 'createTime DESC' },
        },
        response: { messages: [{ name: 'Message 2' }, { name: 'Message 3' }] },
        result: { messages: [{ name: 'Message 2' }, { name: 'Message 3' }] },
      },
    ],
    get_message: {
      arguments: { space: 'Space-1', message: 'Message-1' },
      request: { method: 'GET', path: '/spaces/Space-1/messages/Message-1' },
      response: message,
    },
    create_message: [
      {
        arguments: {
          space: 'Space-1',
          text: 'See you at nine.',
          thread: { name: 'Thread 1' },
          messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
        },
        request: {
          method: 'POST',
          path: '/spaces/Space-1/messages',
          query: { messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD' },
          body: { text: 'See you at nine.', thread: { name: 'Thread 1' } },
        },
        response: message,
      },
      {
        arguments: { space: 'Space-1', text: 'See you at nine.' },
        request: {
          method: 'POST',
          path: '/spaces/Space-1/messages',
          body: { text: 'See you at nine.' },
        },
        response: message,
      },
    ],
  },
});
