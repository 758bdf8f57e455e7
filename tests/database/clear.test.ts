import { describe, expect, it, onTestFinished } from 'vitest';
import { addressIn } from '../../runtime/src/sql/address.js';
import { compile } from '../../runtime/src/sql/compile.js';
import type { Driver } from '../../runtime/src/sql/driver.js';
import { mysqlDriver } from '../../runtime/src/sql/mysql/driver.js';
import { postgresDriver } from '../../runtime/src/sql/postgres/driver.js';
import { sqliteDriver } from '../../runtime/src/sql/sqlite/driver.js';
import { toDriverValue } from '../../runtime/src/sql/values.js';
import { draftTools } from '../../src/database/import.js';
import { readCatalog } from '../../src/database/read.js';
import { type DatabaseTarget, databaseTarget, sqlitePath } from '../../src/database/url.js';
import { servers } from './servers.js';

function driverFor({ url, dialect }: DatabaseTarget): Driver {
  if (dialect === 'sqlite') return sqliteDriver(sqlitePath(url));
  const address = addressIn(new URL(url), { provider: 'test', port: 0, folder: '/' });
  return dialect === 'postgres' ? postgresDriver(address) : mysqlDriver(address);
}

/** Calls of the tools of a table of `ann`, whose statements the database executes. */
async function callsOn(start: (typeof servers)[number]['start'], table: string) {
  const served = await start();
  onTestFinished(async () => {
    await served.stop();
  });
  await served.execute(table);
  const { signal } = new AbortController();
  const target = databaseTarget(served.url, { env: {}, folder: '/' });
  const catalog = await readCatalog(target, signal);
  const scope = { users: 'parameter', userColumn: 'owner', sharedTables: [] } as const;
  const { drafts } = draftTools(catalog.tables, catalog, { ...scope, sharedTables: [] }, []);
  const driver = driverFor(target);
  onTestFinished(() => driver.close());
  return async (key: string, args: Record<string, unknown>) => {
    const text = drafts.find((draft) => draft.key === key)?.tool.query.statement ?? '';
    const compiled = compile(text, catalog.dialect);
    const values = compiled.binds.map((bind) =>
      toDriverValue({ 'principal.user_id': 'ann', ...args }[bind.name], bind, catalog.dialect),
    );
    const limits = { timeoutMs: 10_000, maxRows: 10, maxBytes: 10_000 };
    const work = { ...limits, readOnly: compiled.reads, user: 'ann', signal, settings: {} };
    return driver.transaction(target.login, work, async (session) => session.run(compiled, values));
  };
}

describe.each(servers.filter(({ isMissing }) => !isMissing))('$dialect', ({ start }) => {
  it('updates keep omitted values, and set others to null', async () => {
    const call = await callsOn(
      start,
      `create table notes (id int primary key, owner varchar(20) not null, title varchar(20), size int)`,
    );
    await call('notes.create', { id: 1, title: 'Old', size: 5 });
    const rows: unknown[] = [];
    for (const args of [{ title: 'New' }, { clear: ['title'] }, { size: 6 }, { clear: [] }]) {
      await call('notes.update', { id: 1, ...args });
      rows.push(...(await call('notes.get', { id: 1 })).rows);
    }
    expect(rows).toEqual([
      { id: 1, title: 'New', size: 5 },
      { id: 1, title: null, size: 5 },
      { id: 1, title: null, size: 6 },
      { id: 1, title: null, size: 6 },
    ]);
  });

  it('a time is that of the insert where it is omitted', async () => {
    const call = await callsOn(
      start,
      `create table visits (id int primary key, owner varchar(20) not null,
        day date not null default (current_date), seen timestamp not null default current_timestamp)`,
    );
    const times = { day: '2020-01-02', seen: '2020-01-02 03:04:05' };
    await call('visits.create', { id: 1, ...times });
    await call('visits.create', { id: 2 });
    const texts: string[] = [];
    for (const id of [1, 2]) texts.push(JSON.stringify((await call('visits.get', { id })).rows));
    expect(texts[0]?.match(/2020-01-02/g)).toHaveLength(2);
    expect(texts[1]?.match(/(?:20[3-9]\d|202[5-9])-\d\d-/g)).toHaveLength(2);
  });
});
