import { testProvider } from 'mcp-provider/testing';
import { accessToken } from 'mcp-provider/testing/oauth';
import { providers } from '../src/providers/index.js';

const space = {
  name: 'Ada',
  displayName: 'Ada 2',
  spaceType: 'SPACE_TYPE_UNSPECIFIED',
  spaceUri: 'https://example.com/',
  lastActiveTime: '2026-01-01T09:30:00Z',
};

const membership = { name: 'Ada', role: 'role', member: { name: 'Ada 2', type: 'type' } };

const message = {
  name: 'Ada',
  text: 'See you at nine.',
  createTime: '2026-01-01T09:30:00Z',
  sender: { name: 'Ada 2', displayName: 'Ada 3' },
  thread: { name: 'Ada 4' },
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
  tokenPath: 'google_chat',
  tools: {
    list_spaces: {
      arguments: { filter: 'filter', limit: 2 },
      invalid: { filter: 42 },
      request: { method: 'GET', path: '/spaces', query: { filter: 'filter' } },
      pages: [
        { response: { spaces: [space], nextPageToken: 'page-2' }, next: { pageToken: 'page-2' } },
        { response: { spaces: [{ name: 'Ada 2' }, { name: 'Ada 3' }] } },
      ],
      result: { spaces: [space, { name: 'Ada 2' }], truncated: true },
    },
    get_space: {
      arguments: { space: 'a?b space' },
      invalid: { space: 42 },
      request: { method: 'GET', path: '/spaces/a%3Fb%20space' },
      response: space,
    },
    find_direct_message: {
      arguments: { name: 'users/a' },
      invalid: { name: 42 },
      request: { method: 'GET', path: '/spaces:findDirectMessage', query: { name: 'users/a' } },
      response: space,
    },
    list_members: {
      arguments: { space: 'a?b space', limit: 2 },
      invalid: { space: 42 },
      request: { method: 'GET', path: '/spaces/a%3Fb%20space/members' },
      pages: [
        {
          response: { memberships: [membership], nextPageToken: 'page-2' },
          next: { pageToken: 'page-2' },
        },
        { response: { memberships: [{ name: 'Ada 2' }, { name: 'Ada 3' }] } },
      ],
      result: { memberships: [membership, { name: 'Ada 2' }], truncated: true },
    },
    list_messages: {
      arguments: { space: 'a?b space', filter: 'filter', orderBy: 'createTime ASC', limit: 2 },
      invalid: { space: 42 },
      request: {
        method: 'GET',
        path: '/spaces/a%3Fb%20space/messages',
        query: { filter: 'filter', orderBy: 'createTime ASC' },
      },
      pages: [
        {
          response: { messages: [message], nextPageToken: 'page-2' },
          next: { pageToken: 'page-2' },
        },
        { response: { messages: [{ name: 'Ada 2' }, { name: 'Ada 3' }] } },
      ],
      result: { messages: [message, { name: 'Ada 2' }], truncated: true },
    },
    get_message: {
      arguments: { space: 'a?b space', message: 'a?b message' },
      invalid: { space: 42 },
      request: { method: 'GET', path: '/spaces/a%3Fb%20space/messages/a%3Fb%20message' },
      response: message,
    },
    create_message: {
      arguments: {
        space: 'a?b space',
        text: 'See you at nine.',
        thread: { name: 'Ada' },
        messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD',
      },
      invalid: { space: 42 },
      request: {
        method: 'POST',
        path: '/spaces/a%3Fb%20space/messages',
        query: { messageReplyOption: 'REPLY_MESSAGE_FALLBACK_TO_NEW_THREAD' },
        body: { text: 'See you at nine.', thread: { name: 'Ada' } },
      },
      response: message,
    },
  },
});
