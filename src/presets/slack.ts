import type { Preset } from '../model/preset.js';

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
  refresh: 'rotating',
  accessTokenSeconds: 43_200,
  pkce: 'supported',
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
} satisfies Preset;
