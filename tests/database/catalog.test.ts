import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import type { Dialect, Table } from '../../src/database/model.js';
import { readCatalog } from '../../src/database/read.js';
import { databaseTarget } from '../../src/database/url.js';
import { type Served, servers } from './servers.js';

const TABLES: Readonly<Record<Dialect, string>> = {
  postgres: `
    create table animals (id int primary key, name text);
    create table dogs (primary key (id)) inherits (animals);
    create table logs (id int, day date, primary key (id, day)) partition by range (day);
    create table logs_2026 partition of logs for values from ('2026-01-01') to ('2027-01-01');
    create table offers (id int primary key, until timestamp not null default '9999-12-31', last date default 'infinity', code uuid default gen_random_uuid())`,
  mysql: `
    create table prices (id int primary key, price int) with system versioning;
    create table offers (id int primary key, until datetime not null default '9999-12-31', code varchar(36) default uuid(), photo blob not null default '')`,
  sqlite: `
    create table offers (id integer primary key, until timestamp not null default 0, code text default (lower(hex(randomblob(4)))))`,
};

/** Keys by table, and what is known of the defaults of columns by name. */
const EXPECTED: Readonly<Record<Dialect, readonly [keys: object, defaults: object]>> = {
  postgres: [
    { animals: [], dogs: ['id'], logs: ['id', 'day'], offers: ['id'] },
    {
      until: { constant: "'9999-12-31 00:00:00'::timestamp without time zone" },
      last: { constant: "'infinity'::date" },
      code: { filled: 'expression' },
    },
  ],
  mysql: [
    { offers: ['id'], prices: ['id'] },
    {
      until: { constant: "'9999-12-31 00:00:00'" },
      code: { filled: 'expression' },
      photo: { filled: 'expression' }, // no argument
    },
  ],
  sqlite: [{ offers: ['id'] }, { until: { constant: '0' }, code: { filled: 'expression' } }],
};

describe.each(servers)('$dialect', ({ dialect, isMissing, start }) => {
  describe.skipIf(isMissing)('a catalog', () => {
    const folder = temporaryFolder(afterAll);
    let served: Served;
    let tables: readonly Table[];
    beforeAll(async () => {
      served = await start();
      for (const text of TABLES[dialect].split(';')) await served.execute(text);
      const target = databaseTarget(served.url, { env: {}, folder });
      ({ tables } = await readCatalog(target, new AbortController().signal));
    });
    afterAll(() => served.stop());

    it('has all tables, and keys only where they identify rows', () =>
      expect(Object.fromEntries(tables.map(({ name, key }) => [name, key]))).toEqual(
        EXPECTED[dialect][0],
      ));

    it('has constant defaults that no argument can state', () => {
      const columns = tables.find(({ name }) => name === 'offers')?.columns ?? [];
      const defaults = columns.map(({ name, constant, filled }) => [
        name,
        { ...(constant !== undefined && { constant }), ...(filled && { filled }) },
      ]);
      expect(Object.fromEntries(defaults)).toMatchObject(EXPECTED[dialect][1]);
    });
  });
});
