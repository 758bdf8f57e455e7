import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Airtable',
  baseUrl: 'https://api.airtable.com/v0',
  settings: {
    authorizationUrl: 'https://airtable.com/oauth2/v1/authorize',
    tokenUrl: 'https://airtable.com/oauth2/v1/token',
    clientAuthentication: 'basic-raw',
  },
  exampleScopes: ['schema.bases:read'],
  register: {
    url: 'https://airtable.com/create/oauth',
    notes: ['Refresh tokens last 60 days; using one twice ends the grant.'],
  },
  sources: {
    endpoints: 'https://airtable.com/developers/web/api/oauth-reference',
  },
} satisfies Preset;
