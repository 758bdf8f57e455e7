import { testApplicationCredentials } from '../support/suites/application-credentials.js';
import { fixture } from './fixture.js';

testApplicationCredentials({
  ...fixture,
  clientAuthentication: 'basic',
});
