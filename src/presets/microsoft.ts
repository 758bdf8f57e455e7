import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Microsoft',
  baseUrl: 'https://graph.microsoft.com/v1.0',
  settings: {
    // No issuer: that of "common" depends on the tenant of the person.
    authorizationUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/authorize',
    tokenUrl: 'https://login.microsoftonline.com/common/oauth2/v2.0/token',
    clientAuthentication: 'post',
  },
  alwaysScopes: ['offline_access'],
  exampleScopes: ['User.Read'],
  // Each renewal brings a new refresh token; the old one stays valid.
  loopback: 'localhost',
  register: {
    url: 'https://entra.microsoft.com',
    notes: [
      'For accounts of one tenant, replace "common" in both URLs with its ID.',
      'Refresh tokens last 90 days.',
    ],
  },
  sources: {
    endpoints: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-auth-code-flow',
    refresh: 'https://learn.microsoft.com/entra/identity-platform/refresh-tokens',
  },
} satisfies Preset;
