import { testContract } from '../support/suites/contract.js';
import { fixture } from './fixture.js';

testContract(fixture);
