import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
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

describe.skipIf(postgres.isMissing)(`a proxy before ${postgres.name} that falls silent`, () => {
  const address = useStore(postgres);

  it('takes a lock within seconds, and holds no later call', async () => {
    let isSilent = false;
    const target = new URL(address());
    const { hostname, port } = target;
    const proxy = createServer((client) => {
      const server = connect(Number(port), hostname);
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const)
        one.on('error', () => {}).on('close', () => other.destroy());
      client.on('data', (message) => isSilent || server.write(message));
      server.pipe(client);
    }).listen(0, '127.0.0.1');
    onTestFinished(() => void proxy.close());
    await once(proxy, 'listening');
    target.port = String((proxy.address() as AddressInfo).port);
    const { withLock } = postgresStore();
    const isKept = await withLock(target.href, 'ann', async ({ isHeld }) => {
      isSilent = true;
      return isHeld().finally(() => (isSilent = false));
    });
    expect(isKept).toBe(false);
    expect(await withLock(target.href, 'ann', ({ isHeld }) => isHeld())).toBe(true);
  });
});
