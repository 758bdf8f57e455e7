import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Xero',
  baseUrl: 'https://api.xero.com/api.xro/2.0',
  settings: {
    authorizationUrl: 'https://login.xero.com/identity/connect/authorize',
    tokenUrl: 'https://identity.xero.com/connect/token',
    clientAuthentication: 'basic-raw',
  },
  alwaysScopes: ['offline_access'],
  exampleScopes: ['accounting.contacts.read'],
  register: {
    url: 'https://developer.xero.com/app/manage',
    notes: [
      'Calls to the API need the header xero-tenant-id.',
      'An old refresh token works for 30 minutes more; without use they end after 60 days.',
    ],
  },
  sources: {
    refresh: 'https://developer.xero.com/faq/oauth2',
    endpoints: 'https://developer.xero.com/documentation/guides/oauth2/auth-flow',
  },
} satisfies Preset;
