import { testAccountLink } from '../support/suites/account-link.js';
import { oauth } from './oauth.js';

testAccountLink(oauth);
