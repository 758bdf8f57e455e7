import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Box',
  baseUrl: 'https://api.box.com/2.0',
  settings: {
    authorizationUrl: 'https://account.box.com/api/oauth2/authorize',
    tokenUrl: 'https://api.box.com/oauth2/token',
    revocationUrl: 'https://api.box.com/oauth2/revoke',
    clientAuthentication: 'post',
  },
  exampleScopes: [],
  register: {
    url: 'https://app.box.com/developers/console',
    notes: ['Scopes are set at the app.', 'Refresh tokens last 60 days.'],
  },
  sources: {
    endpoints: 'https://developer.box.com/guides/authentication/oauth2',
  },
} satisfies Preset;
