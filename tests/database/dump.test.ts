import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { findProgram } from '../../runtime/tests/servers/program.js';
import { dumpedCatalogue } from '../../src/database/dump/catalogue.js';
import type { Catalogue } from '../../src/database/model.js';
import { readCatalogue, readDump } from '../../src/database/read.js';
import { readSqlite } from '../../src/database/sqlite.js';
import { databaseTarget } from '../../src/database/url.js';
import { servers, type Served } from './servers.js';
import { SHOP } from './shop.js';

/** Databases compare the names of tables in different ways. */
const sorted = ({ tables, ...others }: Catalogue): Catalogue => ({
  ...others,
  tables: tables.toSorted((one, other) => one.name.localeCompare(other.name)),
});

/** MariaDB adds widths of numbers, and has no type of its own for JSON. */
const withoutWidths = ({ tables, ...others }: Catalogue): Catalogue => ({
  ...others,
  tables: tables.map((table) => ({
    ...table,
    columns: table.columns.map((column) => ({
      ...column,
      type: column.type
        .replace(/^(?!tinyint\(1\))(\w*int|year)\(\d+\)/, '$1')
        .replace(/^json$/, 'longtext'),
    })),
  })),
});

/** A dump does not have the columns of views, and of functions only the names are read. */
const asDumped = ({ tables, functions, ...others }: Catalogue): Catalogue => ({
  ...others,
  functions: functions.map(({ path }) => ({ path })),
  tables: tables.filter(({ isView }) => !isView),
  unread: tables.filter(({ isView }) => isView).map(({ name }) => name),
});

const PROGRAMS = {
  postgres: findProgram('pg_dump', []),
  mysql: findProgram('mariadb-dump', []),
};

function dumpOf(dialect: 'postgres' | 'mysql', url: string): string {
  const { hostname, port, username, password, pathname } = new URL(url);
  const words =
    dialect === 'postgres'
      ? [url]
      : [`-h${hostname}`, `-P${port}`, `-u${username}`, '--routines', pathname.slice(1)];
  const env = { ...process.env, MYSQL_PWD: password };
  return execFileSync(PROGRAMS[dialect] ?? '', words, { encoding: 'utf8', env });
}

const ROWS = `insert into customers (id, owner, "Full Name", tier) values
  ('00000000-0000-0000-0000-000000000001', 'ann; create table x (id int);', 'O''Neil \\ "', 'basic')`;

describe.each(servers.filter(({ dialect }) => dialect !== 'sqlite'))('$dialect', (server) => {
  const dialect = server.dialect as 'postgres' | 'mysql';

  describe.skipIf(server.isMissing || !PROGRAMS[dialect])('a dump', () => {
    let served: Served;
    let live: Catalogue;
    beforeAll(async () => {
      served = await server.start();
      await served.execute(SHOP[dialect]);
      await served.execute(
        dialect === 'mysql' ? ROWS.replaceAll('"Full Name"', '`Full Name`') : ROWS,
      );
      const target = databaseTarget(served.url, { env: {}, folder: '/' });
      live = sorted(asDumped(await readCatalogue(target, new AbortController().signal)));
    }, 60_000);
    afterAll(() => served.stop());

    it('of a database, with rows, has its tables', () => {
      expect(sorted(dumpedCatalogue(dumpOf(dialect, served.url), dialect))).toEqual(live);
    });

    it('that people have written has the same tables', () => {
      const written = sorted(dumpedCatalogue(SHOP[dialect], dialect));
      expect(withoutWidths(written)).toEqual(withoutWidths(live));
    });
  });
});

it('a dump of SQLite has the tables of its file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'dump-'));
  const file = join(folder, 'shop.db');
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const database = new Database(file);
  database.exec(SHOP.sqlite);
  database.close();
  const target = { url: `sqlite:${file}`, login: {}, dialect: 'sqlite', folder } as const;
  const evil = `attach '${join(folder, 'evil.db')}' as evil;
    create table endless as with recursive n(i) as (select 1 union all select i from n) select i from n;
    create table sqlite_sequence(name,seq); create virtual table words using fts5(text); insert into orders (id) values ('it''s; one');`;
  const dump = `PRAGMA foreign_keys=OFF; BEGIN TRANSACTION; ${SHOP.sqlite}; ${evil} COMMIT;`;
  expect(readDump(dump, { ...target, dump: 'shop.sql' })).toEqual(readSqlite(target));
  expect(readdirSync(folder)).toEqual(['shop.db']);
});
