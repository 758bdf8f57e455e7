import { testErrors } from '../support/suites/errors.js';
import { fixture } from './fixture.js';

testErrors(fixture);
