import { Redis } from 'ioredis';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { postgresStore } from '../../src/stores/postgres.js';
import { redisStore } from '../../src/stores/redis.js';
import { expiredSignIn } from '../oauth/expired-sign-in.js';
import { openCredentials } from '../oauth/suspended.js';
import { startTokenServer } from '../oauth/token-server.js';
import { postgres, redis, useStore } from '../servers/stores.js';
import { useStores } from '../stores/use-stores.js';

async function onRedis(address: string, ...command: [string, ...string[]]): Promise<void> {
  const client = new Redis(address);
  await client.call(...command);
  client.disconnect();
}

async function onPostgres(address: string, value: 'on' | 'off'): Promise<void> {
  const client = new Client(address);
  await client.connect();
  await client.query(`alter system set default_transaction_read_only = ${value}`);
  await client.query('select pg_reload_conf()');
  await client.end();
}

const faults = [
  {
    what: 'Redis without memory',
    server: redis,
    store: redisStore(),
    begin: (address: string) => onRedis(address, 'config', 'set', 'maxmemory', '1'),
    end: (address: string) => onRedis(address, 'config', 'set', 'maxmemory', '0'),
  },
  {
    what: 'Redis that is a replica',
    server: redis,
    store: redisStore(),
    begin: (address: string) => onRedis(address, 'replicaof', '127.0.0.1', '1'),
    end: (address: string) => onRedis(address, 'replicaof', 'no', 'one'),
  },
  {
    what: 'read-only PostgreSQL',
    server: postgres,
    store: postgresStore(),
    begin: (address: string) => onPostgres(address, 'on'),
    end: (address: string) => onPostgres(address, 'off'),
  },
];

describe.each(faults.filter(({ server }) => !server.isMissing))(
  '$what',
  ({ server, store, begin, end }) => {
    const address = useStore(server);

    it('a store that takes nothing ends no sign-in: no refresh token is sent', async () => {
      vi.stubEnv('TOKEN_STORE', address());
      useStores([store]);
      onTestFinished(() => useStores([]));
      let sent = 0;
      const { issuer } = await startTokenServer(() => {
        sent++;
        return { access_token: 'new', refresh_token: `refresh-${sent}`, token_type: 'Bearer' };
      });
      const own = await expiredSignIn(issuer);
      await begin(address());
      await expect(own.get('alice')).rejects.toThrow();
      expect(sent).toBe(0);
      await end(address());
      expect(await openCredentials().get('alice')).toMatchObject({ accessToken: 'new' });
    });
  },
);
