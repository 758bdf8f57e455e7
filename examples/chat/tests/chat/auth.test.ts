import { testOAuthSignIn } from '../support/suites/oauth-sign-in.js';
import { oauth } from './oauth.js';

testOAuthSignIn(oauth);
