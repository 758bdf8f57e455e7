import { testOAuthEndpoints } from '../support/suites/oauth-endpoints.js';
import { oauth } from './oauth.js';

testOAuthEndpoints(oauth);
