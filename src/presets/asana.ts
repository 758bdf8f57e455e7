import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Asana',
  baseUrl: 'https://app.asana.com/api/1.0',
  settings: {
    authorizationUrl: 'https://app.asana.com/-/oauth_authorize',
    tokenUrl: 'https://app.asana.com/-/oauth_token',
    revocationUrl: 'https://app.asana.com/-/oauth_revoke',
    clientAuthentication: 'post',
  },
  exampleScopes: ['users:read'],
  register: {
    url: 'https://app.asana.com/0/my-apps',
    notes: [],
  },
  sources: {
    endpoints: 'https://developers.asana.com/docs/oauth',
  },
} satisfies Preset;
