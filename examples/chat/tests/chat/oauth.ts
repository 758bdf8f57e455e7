import type { OAuthFixture } from '../support/oauth.js';
import { fixture } from './fixture.js';

export const oauth: OAuthFixture = {
  ...fixture,
  clientAuthentication: 'none',
};
