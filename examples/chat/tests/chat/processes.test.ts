import { testOAuthProcesses } from '../support/suites/oauth-processes.js';
import { oauth } from './oauth.js';

testOAuthProcesses(oauth);
