import type { Preset } from '../model/preset.js';

export default {
  displayName: 'Google',
  baseUrl: 'https://www.googleapis.com',
  settings: {
    issuer: 'https://accounts.google.com',
    authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    revocationUrl: 'https://oauth2.googleapis.com/revoke',
    clientAuthentication: 'post',
    // Without both there is a refresh token at the first consent only, and a second sign-in cannot be renewed.
    authorizationParams: {
      access_type: 'offline',
      prompt: 'consent',
    },
  },
  exampleScopes: ['https://www.googleapis.com/auth/drive.metadata.readonly'],
  refresh: 'stable',
  accessTokenSeconds: 3_600,
  pkce: 'supported',
  loopback: '127.0.0.1',
  register: {
    url: 'https://console.cloud.google.com/apis/credentials',
    notes: [
      'A client of type "Desktop app" allows any loopback port; its secret is not confidential. "Web application" requires the exact redirect URI.',
      'While the consent screen is in "Testing", refresh tokens end after 7 days.',
      'Users can deselect scopes on the consent screen; an account keeps 100 refresh tokens of one client.',
    ],
  },
  sources: {
    endpoints: 'https://developers.google.com/identity/protocols/oauth2/native-app',
    offline: 'https://developers.google.com/identity/protocols/oauth2/web-server#offline',
    expiry: 'https://developers.google.com/identity/protocols/oauth2#expiration',
  },
} satisfies Preset;
