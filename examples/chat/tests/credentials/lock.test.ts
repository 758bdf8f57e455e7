import { testLock } from '../support/suites/lock.js';

testLock('files');
