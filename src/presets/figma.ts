import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Figma',
  baseUrl: 'https://api.figma.com/v1',
  settings: {
    authorizationUrl: 'https://www.figma.com/oauth',
    tokenUrl: 'https://api.figma.com/v1/oauth/token',
    refreshUrl: 'https://api.figma.com/v1/oauth/refresh',
    clientAuthentication: 'basic-raw',
  },
  exampleScopes: ['current_user:read'],
  register: {
    url: 'https://www.figma.com/developers/apps',
    notes: ['Codes last 30 seconds.'],
  },
  sources: {
    endpoints: 'https://developers.figma.com/docs/rest-api/authentication',
  },
} satisfies Preset;
