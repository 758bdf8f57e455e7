import type { Preset } from '../model/preset.js';

/** Slack recommends 200 items on a page, and sends fewer to apps that it does not list. */
const PAGES = {
  style: 'cursor',
  cursorParam: 'cursor',
  nextCursor: 'response_metadata.next_cursor',
  sizeParam: 'limit',
  maxSize: 200,
};

const MESSAGE = {
  ts: '1767225600.000100',
  'user?': 'U012AB3C1',
  'bot_id?': 'B012AB3C1',
  text: 'The build is green.',
  'thread_ts?': '1767225600.000100',
  'reply_count?': 2,
};
const USER = {
  id: 'U012AB3C1',
  name: 'ann',
  'deleted?': false,
  'is_bot?': false,
  'tz?': 'Europe/Berlin',
  profile: {
    real_name: 'Ann Lee',
    'title?': 'Engineer',
    'email?': 'ann@example.com',
    'status_text?': 'On holiday',
  },
};

/** User tokens of an app have its scopes. */
const needs = (scope: string) => ({ scopes: [scope], permission: scope });

export default {
  displayName: 'Slack',
  baseUrl: 'https://slack.com/api',
  success: 'ok',
  settings: {
    authorizationUrl: 'https://slack.com/oauth/v2/authorize',
    tokenUrl: 'https://slack.com/api/oauth.v2.access',
    clientAuthentication: 'basic-raw',
    scopeSeparator: ',',
    // A person's own token; for a bot's leave out this and `tokensIn`.
    scopeParameter: 'user_scope',
    quirks: {
      errorsWith200: true,
      endedErrors: ['invalid_refresh_token', 'token_revoked', 'invalid_code', 'code_already_used'],
      tokensIn: 'authed_user',
    },
  },
  exampleScopes: ['channels:read'],
  // Only with token rotation turned on, which cannot be undone; otherwise tokens do not end.
  loopback: 'https',
  register: {
    url: 'https://api.slack.com/apps',
    notes: [
      'PKCE is turned on for each app and cannot be turned off again; refresh tokens then end after 30 days.',
    ],
  },
  sources: {
    endpoints: 'https://docs.slack.dev/authentication/installing-with-oauth',
    token: 'https://docs.slack.dev/reference/methods/oauth.v2.access',
    refresh: 'https://docs.slack.dev/authentication/using-token-rotation',
    pkce: 'https://docs.slack.dev/authentication/using-pkce',
  },
  token: {
    style: 'bearer',
    label: 'User token of an app',
    url: 'https://api.slack.com/apps',
    checkPath: '/auth.test',
  },
  starter: [
    {
      tool: 'get_me: The signed-in user and workspace.',
      request: 'GET /auth.test',
      answer: {
        url: 'https://acme.slack.com/',
        team: 'Acme',
        user: 'ann',
        team_id: 'T012AB3C1',
        user_id: 'U012AB3C1',
      },
    },
    {
      tool: 'list_channels: Channels of the workspace.',
      request: 'GET /conversations.list',
      params: [
        'types:string=public_channel Kinds, separated by commas: public_channel, private_channel.',
        'exclude_archived:boolean=true Without archived ones.',
      ],
      list: { key: 'channels', pages: { ...PAGES, items: 'channels' } },
      answer: {
        id: 'C012AB3C1',
        'name?': 'general', // direct messages have none
        'is_private?': false,
        'is_archived?': false,
        'is_member?': true,
        'num_members?': 12,
        'topic?': { value: 'What matters to all.' },
        'purpose?': { value: 'Announcements.' },
      },
      ...needs('channels:read'),
    },
    {
      tool: 'read_channel: Messages of a channel, the newest first.',
      request: 'GET /conversations.history',
      params: [
        'channel:string! ID of the conversation.',
        'oldest:string Only after this timestamp.',
        'latest:string Only before this timestamp.',
      ],
      list: { key: 'messages', pages: { ...PAGES, items: 'messages' } },
      answer: MESSAGE,
      ...needs('channels:history'),
    },
    {
      tool: 'read_thread: A message and its replies, the oldest first.',
      request: 'GET /conversations.replies',
      params: ['channel:string! ID of the conversation.', 'ts:string! Timestamp of the message.'],
      list: { key: 'messages', pages: { ...PAGES, items: 'messages' } },
      answer: MESSAGE,
      ...needs('channels:history'),
    },
    {
      tool: 'search_messages: Messages that match a query.',
      request: 'GET /search.messages',
      params: ['query:string! Query, such as "from:@ann deadline".'],
      list: {
        key: 'messages',
        pages: {
          style: 'page',
          items: 'messages.matches',
          pageParam: 'page',
          total: 'messages.total',
          sizeParam: 'count',
          maxSize: 100,
        },
      },
      answer: {
        ts: '1767225600.000100',
        'user?': 'U012AB3C1',
        'username?': 'ann',
        text: 'The deadline is Friday.',
        permalink: 'https://acme.slack.com/archives/C012AB3C1/p1767225600000100',
        channel: { id: 'C012AB3C1', 'name?': 'general' },
      },
      ...needs('search:read'),
    },
    {
      tool: 'list_users: Members of the workspace.',
      request: 'GET /users.list',
      list: { key: 'members', pages: { ...PAGES, items: 'members' } },
      answer: USER,
      ...needs('users:read'),
    },
    {
      tool: 'get_user: One member of the workspace.',
      request: 'GET /users.info',
      params: ['user:string! ID of the user.'],
      answer: { user: USER },
      ...needs('users:read'),
    },
    {
      tool: 'send_message: Sends a message to a conversation.',
      request: 'POST /chat.postMessage',
      params: [
        'channel:string! ID of the conversation.',
        'text:string! Text, in Markdown of Slack.',
        'thread_ts:string Timestamp of the message to reply to.',
      ],
      answer: { channel: 'C012AB3C1', ts: '1767225600.000100' },
      ...needs('chat:write'),
    },
    {
      tool: 'add_reaction: Adds an emoji to a message.',
      request: 'POST /reactions.add',
      params: [
        'channel:string! ID of the conversation.',
        'timestamp:string! Timestamp of the message.',
        'name:string! Name of the emoji, such as "thumbsup".',
      ],
      answer: { ok: true },
      ...needs('reactions:write'),
    },
  ],
} satisfies Preset;
