import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Atlassian',
  baseUrl: 'https://api.atlassian.com',
  settings: {
    authorizationUrl: 'https://auth.atlassian.com/authorize',
    tokenUrl: 'https://auth.atlassian.com/oauth/token',
    clientAuthentication: 'post',
    authorizationParams: {
      audience: 'api.atlassian.com',
      prompt: 'consent',
    },
    quirks: {
      jsonRequest: true,
    },
  },
  alwaysScopes: ['offline_access'],
  exampleScopes: ['read:jira-work'],
  refresh: 'rotating',
  accessTokenSeconds: 3_600,
  pkce: 'unknown',
  register: {
    url: 'https://developer.atlassian.com/console/myapps/',
    notes: [
      'APIs are below https://api.atlassian.com/ex/{product}/{cloudId}; on the domain of a site the token is refused.',
      'Refresh tokens end after 90 days without use.',
    ],
  },
  sources: {
    endpoints: 'https://developer.atlassian.com/cloud/jira/platform/oauth-2-3lo-apps',
  },
} satisfies Preset;
