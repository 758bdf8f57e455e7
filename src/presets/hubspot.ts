import type { Preset } from '../model/preset.js';

export default {
  displayName: 'HubSpot',
  baseUrl: 'https://api.hubapi.com',
  settings: {
    authorizationUrl: 'https://app.hubspot.com/oauth/authorize',
    tokenUrl: 'https://api.hubapi.com/oauth/2026-03/token',
    clientAuthentication: 'post',
  },
  exampleScopes: ['crm.objects.contacts.read'],
  register: {
    url: 'https://developers.hubspot.com/',
    notes: [
      'The scopes must equal the scopes of the app. Put scopes that some accounts lack into "optional_scope".',
    ],
  },
  sources: {
    endpoints:
      'https://developers.hubspot.com/docs/api-reference/latest/authentication/manage-oauth-tokens',
  },
} satisfies Preset;
