import { testOAuthRefusals } from '../support/suites/oauth-refusals.js';
import { oauth } from './oauth.js';

testOAuthRefusals(oauth);
