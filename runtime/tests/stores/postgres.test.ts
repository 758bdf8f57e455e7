import { Client } from 'pg';
import { describe, expect, it } from 'vitest';
import { postgresStore } from '../../src/stores/postgres.js';
import { postgres, useStore } from '../servers/stores.js';
import { testSharedStore } from './shared-store.js';

testSharedStore({
  store: postgresStore(),
  server: postgres,
  nowhere: 'postgres://127.0.0.1:1/none',
});

describe.skipIf(postgres.isMissing)(
  `a table in ${postgres.name} that someone else has made`,
  () => {
    const address = useStore(postgres);

    it('needs no right to make one', async () => {
      const owner = new Client(address());
      await owner.connect();
      await postgresStore().records(address());
      await owner.query(
        'create role app login; revoke create on schema public from public; grant select on mcp_credentials to app',
      );
      await owner.end();
      const records = await postgresStore().records(address().replace('//test@', '//app@'));
      expect(await records.get('none')).toBeNull();
    });
  },
);
