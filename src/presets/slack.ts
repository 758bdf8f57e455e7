import type { Preset } from '../model/preset.js';

const PAGE = [
  'limit:integer(1..1000)=100 Results on a page',
  'cursor:string Cursor of the next page',
];

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
    },
    {
      tool: 'list_channels: Channels of the workspace.',
      request: 'GET /conversations.list',
      params: [
        'types:string=public_channel Kinds, separated by commas: public_channel, private_channel',
        'exclude_archived:boolean=true Without archived ones',
        ...PAGE,
      ],
      ...needs('channels:read'),
    },
    {
      tool: 'read_channel: Messages of a channel, the newest first.',
      request: 'GET /conversations.history',
      params: [
        'channel:string! ID of the conversation',
        'oldest:string Only after this timestamp',
        'latest:string Only before this timestamp',
        ...PAGE,
      ],
      ...needs('channels:history'),
    },
    {
      tool: 'read_thread: Replies to a message.',
      request: 'GET /conversations.replies',
      params: [
        'channel:string! ID of the conversation',
        'ts:string! Timestamp of the message',
        ...PAGE,
      ],
      ...needs('channels:history'),
    },
    {
      tool: 'search_messages: Messages that match a query.',
      request: 'GET /search.messages',
      params: [
        'query:string! Query, such as "from:@ann deadline"',
        'count:integer(1..100)=20 Results on a page',
        'page:integer(1..100)=1 Page of results',
      ],
      ...needs('search:read'),
    },
    {
      tool: 'list_users: Members of the workspace.',
      request: 'GET /users.list',
      params: [...PAGE],
      ...needs('users:read'),
    },
    {
      tool: 'get_user: One member of the workspace.',
      request: 'GET /users.info',
      params: ['user:string! ID of the user'],
      ...needs('users:read'),
    },
    {
      tool: 'send_message: Sends a message to a conversation.',
      request: 'POST /chat.postMessage',
      params: [
        'channel:string! ID of the conversation',
        'text:string! Text, in Markdown of Slack',
        'thread_ts:string Timestamp of the message to reply to',
      ],
      ...needs('chat:write'),
    },
    {
      tool: 'add_reaction: Adds an emoji to a message.',
      request: 'POST /reactions.add',
      params: [
        'channel:string! ID of the conversation',
        'timestamp:string! Timestamp of the message',
        'name:string! Name of the emoji, such as "thumbsup"',
      ],
      ...needs('reactions:write'),
    },
  ],
} satisfies Preset;
