import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Linear',
  baseUrl: 'https://api.linear.app',
  settings: {
    authorizationUrl: 'https://linear.app/oauth/authorize',
    tokenUrl: 'https://api.linear.app/oauth/token',
    revocationUrl: 'https://api.linear.app/oauth/revoke',
    clientAuthentication: 'post',
    scopeSeparator: ',',
  },
  exampleScopes: ['read'],
  refresh: 'rotating',
  accessTokenSeconds: 86_400,
  pkce: 'supported',
  register: {
    url: 'https://linear.app/settings/api/applications/new',
    notes: [
      'The API is GraphQL, at /graphql.',
      'With the parameter actor=app what is written appears as written by the app.',
    ],
  },
  sources: {
    endpoints: 'https://linear.app/developers/oauth-2-0-authentication',
  },
} satisfies Preset;
