import { postgresStore } from '../../src/stores/postgres.js';
import { postgres } from '../servers/stores.js';
import { testSharedStore } from './shared-store.js';

testSharedStore({
  store: postgresStore(),
  server: postgres,
  nowhere: 'postgres://127.0.0.1:1/none',
});
