import type { Preset } from '../model/preset.js';

export default {
  displayName: 'GitHub',
  baseUrl: 'https://api.github.com',
  headers: { 'X-GitHub-Api-Version': '2022-11-28' },
  settings: {
    // Sent as `iss` in every callback since April 2026.
    issuer: 'https://github.com/login/oauth',
    authorizationUrl: 'https://github.com/login/oauth/authorize',
    tokenUrl: 'https://github.com/login/oauth/access_token',
    clientAuthentication: 'post',
    quirks: {
      errorsWith200: true,
      endedErrors: ['bad_refresh_token', 'bad_verification_code'],
    },
  },
  exampleScopes: ['read:user'],
  // GitHub Apps with expiring tokens; tokens of OAuth apps do not end and have no refresh token.
  refresh: 'rotating',
  accessTokenSeconds: 28_800,
  pkce: 'supported',
  loopback: '127.0.0.1',
  register: {
    url: 'https://github.com/settings/developers',
    notes: [
      'A GitHub App ignores scopes: what it may do is set at the app.',
      'Loopback redirect URIs may use any port.',
    ],
  },
  sources: {
    endpoints:
      'https://docs.github.com/en/apps/oauth-apps/building-oauth-apps/authorizing-oauth-apps',
    errors:
      'https://docs.github.com/en/apps/oauth-apps/maintaining-oauth-apps/troubleshooting-oauth-app-access-token-request-errors',
    version: 'https://docs.github.com/en/rest/about-the-rest-api/api-versions',
    refresh:
      'https://docs.github.com/en/apps/creating-github-apps/authenticating-with-a-github-app/refreshing-user-access-tokens',
    issuer: 'https://docs.github.com/en/apps/github-authentication-discovery-endpoints',
  },
} satisfies Preset;
