import { testIsolation } from '../support/suites/isolation.js';
import { fixture } from './fixture.js';

testIsolation(fixture);
