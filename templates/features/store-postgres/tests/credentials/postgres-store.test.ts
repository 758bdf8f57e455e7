import { testSharedStore } from '../support/suites/shared-store.js';

testSharedStore({
  name: 'PostgreSQL',
  variable: 'POSTGRES_URL',
  nowhere: 'postgres://127.0.0.1:1/none',
});
