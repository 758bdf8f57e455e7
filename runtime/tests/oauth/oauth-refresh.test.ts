import { fixture } from '../fixture.js';
import { testOAuthRefresh } from '../suites/oauth-refresh.js';

testOAuthRefresh(fixture);
