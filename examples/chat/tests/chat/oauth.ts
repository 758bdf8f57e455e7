import { settings } from '../../src/providers/chat/api/auth.js';
import type { OAuthFixture } from '../support/oauth.js';
import { fixture } from './fixture.js';

export const oauth: OAuthFixture = {
  ...fixture,
  clientAuthentication: 'none',
  settings,
  endpoints: {
    authorizationUrl: 'https://auth.chat.example.com/oauth/authorize',
    tokenUrl: 'https://auth.chat.example.com/oauth/token',
    revocationUrl: 'https://auth.chat.example.com/oauth/revoke',
  },
};
