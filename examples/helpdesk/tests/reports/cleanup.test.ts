import { testCleanup } from '../support/suites/cleanup.js';
import { fixture } from './fixture.js';

testCleanup(fixture);
