import { testStore } from '../support/suites/store.js';

testStore('files');
