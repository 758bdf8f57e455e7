import { expect, it, onTestFinished } from 'vitest';
import { addressIn } from '../../runtime/src/sql/address.js';
import { compile } from '../../runtime/src/sql/compile.js';
import type { Driver } from '../../runtime/src/sql/driver.js';
import { mysqlDriver } from '../../runtime/src/sql/mysql/driver.js';
import { postgresDriver } from '../../runtime/src/sql/postgres/driver.js';
import { sqliteDriver } from '../../runtime/src/sql/sqlite/driver.js';
import { toDriverValue } from '../../runtime/src/sql/values.js';
import { draftsOf } from '../../src/database/import.js';
import { readCatalogue } from '../../src/database/read.js';
import { databaseTarget, pathOf, type DatabaseTarget } from '../../src/database/url.js';
import { servers } from './servers.js';

function driverFor({ url, dialect }: DatabaseTarget): Driver {
  if (dialect === 'sqlite') return sqliteDriver(pathOf(url));
  const address = addressIn(new URL(url), { provider: 'test', port: 0, folder: '/' });
  return dialect === 'postgres' ? postgresDriver(address) : mysqlDriver(address);
}

it.each(servers.filter(({ isMissing }) => !isMissing))(
  '$dialect: updates keep omitted values, and set others to null',
  async ({ start }) => {
    const served = await start();
    onTestFinished(async () => {
      await served.stop();
    });
    await served.execute(
      `create table notes (id int primary key, owner varchar(20) not null, title varchar(20), size int)`,
    );
    await served.execute(`insert into notes values (1, 'ann', 'Old', 5)`);
    const { signal } = new AbortController();
    const target = databaseTarget(served.url, { env: {}, folder: '/' });
    const catalogue = await readCatalogue(target, signal);
    const scope = { users: 'parameter', userColumn: 'owner', sharedTables: [] } as const;
    const { drafts } = draftsOf(catalogue.tables, catalogue, { ...scope, sharedTables: [] }, []);
    const tool = (key: string) => drafts.find((draft) => draft.key === key)?.tool.query;
    const driver = driverFor(target);
    onTestFinished(() => driver.close());
    const call = (text: string, args: Record<string, unknown>) => {
      const compiled = compile(text, catalogue.dialect);
      const values = compiled.binds.map((bind) =>
        toDriverValue({ 'principal.user_id': 'ann', ...args }[bind.name], bind, catalogue.dialect),
      );
      const limits = { timeoutMs: 10_000, maxRows: 10, maxBytes: 10_000 };
      const work = { ...limits, readOnly: compiled.reads, user: 'ann', signal, settings: {} };
      return driver.transaction(target.login, work, async (session) =>
        session.run(compiled, values),
      );
    };
    const update = tool('notes.update')?.statement ?? '';
    const rows: unknown[] = [];
    for (const args of [{ title: 'New' }, { clear: ['title'] }, { size: 6 }, { clear: [] }]) {
      await call(update, { id: 1, ...args });
      rows.push(...(await call(tool('notes.get')?.statement ?? '', { id: 1 })).rows);
    }
    expect(rows).toEqual([
      { id: 1, title: 'New', size: 5 },
      { id: 1, title: null, size: 5 },
      { id: 1, title: null, size: 6 },
      { id: 1, title: null, size: 6 },
    ]);
  },
);
