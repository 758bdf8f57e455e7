/**
 * Tests of a provider of SQLite, for Vitest.
 * @module mcp-provider/testing/sql/sqlite
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadLibsql } from '../../sql/sqlite/load.js';
import { type CatalogRow, columnsByTable, type SqlDatabase } from './database.js';
import { testProviderOn } from './test-provider.js';

export type { QueryCase, RowCase, SqlFixture } from './fixture.js';

/** The tests of a provider of SQLite tables. They run on their own files. */
export const testProvider = testProviderOn('sqlite', () => openSqlite);

async function openSqlite(): Promise<SqlDatabase> {
  const Database = loadLibsql('libsql');
  const folder = mkdtempSync(join(tmpdir(), 'mcp-sql-'));
  const file = join(folder, 'test.db');
  const admin = new Database(file);
  // The file does not outlive the tests, so nothing waits for the disk: each test creates all tables.
  admin.exec('pragma journal_mode = wal; pragma synchronous = off');
  return {
    url: `sqlite:${file}`,
    login: {},
    async reset(script) {
      const all = "select type, name from sqlite_master where type in ('table', 'view')";
      const objects = admin.prepare(`${all} and name not like 'sqlite_%'`).all();
      const drops = (objects as { type: string; name: string }[]).map(
        ({ type, name }) => `drop ${type} if exists "${name.replaceAll('"', '""')}"`,
      );
      admin.exec(['pragma foreign_keys = off', ...drops, script].join(';\n'));
    },
    async tables() {
      // The tables of a virtual table change with it.
      const tableNames = admin
        .prepare("select name from pragma_table_list where schema = 'main' and type = 'table'")
        .all() as { name: string }[];
      return new Map(
        tableNames
          .filter(({ name }) => !name.startsWith('sqlite_'))
          .map(({ name }) => {
            const rows = admin.prepare(`select * from "${name.replaceAll('"', '""')}"`).all();
            return [name, rows.map((row) => JSON.stringify(row))];
          }),
      );
    },
    async columns() {
      const rows = admin
        .prepare(
          `select t.name as in_table, c.name as in_column from sqlite_master t, pragma_table_xinfo(t.name) c
          where t.type in ('table', 'view') order by t.name, c.cid`,
        )
        .all();
      return columnsByTable(rows as CatalogRow[]);
    },
    async close() {
      admin.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
