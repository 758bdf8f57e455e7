import { testStdio } from '../support/suites/stdio.js';
import { fixture } from './fixture.js';

testStdio(fixture);
