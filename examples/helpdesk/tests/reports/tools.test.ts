import { testTools } from '../support/suites/tools.js';
import { fixture } from './fixture.js';

testTools(fixture);
