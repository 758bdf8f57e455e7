import type { Preset } from '../model/preset.js';

export default {
  displayName: 'X',
  baseUrl: 'https://api.x.com/2',
  settings: {
    authorizationUrl: 'https://x.com/i/oauth2/authorize',
    tokenUrl: 'https://api.x.com/2/oauth2/token',
    clientAuthentication: 'none',
  },
  alwaysScopes: ['offline.access'],
  exampleScopes: ['users.read', 'tweet.read'],
  register: {
    url: 'https://developer.x.com/en/portal/dashboard',
    notes: ['A confidential client proves who it is with "basic".'],
  },
  sources: {
    endpoints: 'https://docs.x.com/fundamentals/authentication/oauth-2-0/authorization-code',
  },
} satisfies Preset;
