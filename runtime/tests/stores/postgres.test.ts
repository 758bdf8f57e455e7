import { postgresStore } from '../../src/stores/postgres.js';
import { testSharedStore } from './shared-store.js';

testSharedStore({
  name: 'POSTGRES_URL',
  store: postgresStore(),
  address: process.env.POSTGRES_URL,
  nowhere: 'postgres://127.0.0.1:1/none',
});
