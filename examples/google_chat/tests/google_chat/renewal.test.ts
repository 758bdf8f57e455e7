import { testOAuthRenewal } from '../support/suites/oauth-renewal.js';
import { oauth } from './oauth.js';

testOAuthRenewal(oauth);
