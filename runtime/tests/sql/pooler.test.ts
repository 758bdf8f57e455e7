import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compile } from '../../src/sql/compile.js';
import type { Driver, TransactionWork } from '../../src/sql/driver.js';
import { postgresDriver } from '../../src/sql/postgres/driver.js';
import { pgbouncerProgram, startPgbouncer } from '../servers/pgbouncer.js';
import { initdbProgram, startPostgres } from '../servers/postgres.js';
import type { StoreServer } from '../servers/stores.js';

const isMissing = pgbouncerProgram === undefined || initdbProgram === undefined;
const SETTINGS = `select current_setting('app.user_id', true) as user_id,
  current_setting('statement_timeout') as timeout, current_setting('transaction_read_only') as read_only`;

describe.skipIf(isMissing)('behind pgbouncer with one connection for all', () => {
  let server: StoreServer;
  let pooler: StoreServer;
  let driver: Driver;
  let other: pg.Client;

  beforeAll(async () => {
    server = await startPostgres(initdbProgram ?? '');
    const admin = new pg.Client({ connectionString: server.address });
    await admin.connect();
    await admin.query(`create role app login; create table notes (owner text, n int);
      grant all on notes to app; alter table notes enable row level security;
      create policy own on notes using (owner = current_setting('app.user_id', true));
      insert into notes select 'user' || n % 5, n from generate_series(1, 50) as t(n)`);
    await admin.end();
    pooler = await startPgbouncer(pgbouncerProgram ?? '', server.address);
    const { hostname: host, port } = new URL(pooler.address);
    driver = postgresDriver({ host, port: Number(port), database: 'postgres', tls: false }, 5);
    other = new pg.Client({ connectionString: pooler.address });
    await other.connect();
  });
  afterAll(async () => {
    await other.end();
    await driver.close();
    await pooler.stop();
    await server.stop();
  });

  const call = async (
    user: string,
    text: string,
    more: Partial<TransactionWork> = {},
    by = driver,
  ) => {
    const limits = { timeoutMs: 5_000, maxRows: 100, maxBytes: 100_000 };
    const settings = { 'app.user_id': user };
    const { signal } = new AbortController();
    return by.transaction(
      { username: 'app' },
      { ...limits, readOnly: true, user, signal, settings, ...more },
      async (session) => (await session.run(compile(text, 'postgres'), [])).rows,
    );
  };

  it('users that call at once have rows of their own', async () => {
    const users = Array.from({ length: 40 }, (_, n) => `user${n % 5}`);
    const results = await Promise.all(
      users.map((user) => call(user, 'select distinct owner, count(*) as n from notes group by 1')),
    );
    expect(results).toEqual(users.map((owner) => [{ owner, n: 10 }]));
  });

  it('no setting of a call is left on the connection', async () => {
    const { rows: before } = await other.query(SETTINGS);
    await call('user1', 'select n from notes');
    await expect(call('user2', 'select 1 / 0 as n')).rejects.toThrow('division');
    const [unset] = before as { user_id: string | null }[];
    const { rows: after } = await other.query(SETTINGS);
    expect(after).toEqual([{ ...unset, user_id: expect.toBeOneOf([null, '']) as unknown }]);
    expect((await other.query('select * from notes')).rows).toEqual([]);
  });

  it('a call that was cancelled ends, and the next one is served', async () => {
    for (let round = 0; round < 10; round++) {
      const controller = new AbortController();
      setTimeout(() => controller.abort(), 50);
      const { signal } = controller;
      await expect(call('user1', 'select pg_sleep(60)::text as x', { signal })).rejects.toThrow();
      expect(await call('user2', 'select count(*) as n from notes')).toEqual([{ n: 10 }]);
    }
  });
});
