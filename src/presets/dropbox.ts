import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Dropbox',
  baseUrl: 'https://api.dropboxapi.com/2',
  settings: {
    authorizationUrl: 'https://www.dropbox.com/oauth2/authorize',
    tokenUrl: 'https://api.dropboxapi.com/oauth2/token',
    clientAuthentication: 'post',
    authorizationParams: {
      token_access_type: 'offline',
    },
  },
  exampleScopes: ['account_info.read'],
  register: {
    url: 'https://www.dropbox.com/developers/apps',
    notes: [],
  },
  sources: {
    endpoints: 'https://developers.dropbox.com/oauth-guide',
  },
} satisfies Preset;
