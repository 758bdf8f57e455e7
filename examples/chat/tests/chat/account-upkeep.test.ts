import { testAccountUpkeep } from '../support/suites/account-upkeep.js';
import { oauth } from './oauth.js';

testAccountUpkeep(oauth);
