import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Zoom',
  baseUrl: 'https://api.zoom.us/v2',
  settings: {
    authorizationUrl: 'https://zoom.us/oauth/authorize',
    tokenUrl: 'https://zoom.us/oauth/token',
    clientAuthentication: 'basic-raw',
  },
  exampleScopes: [],
  loopback: '127.0.0.1',
  register: {
    url: 'https://marketplace.zoom.us/develop/create',
    notes: ['Scopes are set at the app.', 'Codes last 5 minutes, refresh tokens about 90 days.'],
  },
  sources: {
    endpoints: 'https://developers.zoom.us/docs/integrations/oauth',
  },
} satisfies Preset;
