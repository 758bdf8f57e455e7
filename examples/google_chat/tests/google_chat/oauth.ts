import { settings } from '../../src/providers/google_chat/api/auth.js';
import type { OAuthFixture } from '../support/oauth.js';
import { fixture } from './fixture.js';

export const oauth: OAuthFixture = {
  ...fixture,
  clientAuthentication: 'post',
  settings,
  endpoints: {
    authorizationUrl: 'https://accounts.google.com/o/oauth2/v2/auth',
    tokenUrl: 'https://oauth2.googleapis.com/token',
    revocationUrl: 'https://oauth2.googleapis.com/revoke',
  },
};
