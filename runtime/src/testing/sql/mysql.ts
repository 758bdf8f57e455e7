/**
 * Tests of a provider of MySQL or MariaDB, for Vitest.
 * @module mcp-provider/testing/sql/mysql
 */
import { createConnection } from 'mysql2/promise';
import {
  type CatalogRow,
  columnsByTable,
  onServer,
  type SqlDatabase,
  withoutLogin,
} from './database.js';
import { testProviderOn } from './test-provider.js';

export type { QueryCase, RowCase, SqlFixture } from './fixture.js';

/** The tests of a provider of MySQL or MariaDB tables. They run on the server at `TEST_<NAME>_DATABASE_URL`. */
export const testProvider = testProviderOn('mysql', onServer(openMysql));

async function openMysql(url: URL): Promise<SqlDatabase> {
  const uri = url.href.replace(/^mariadb:/, 'mysql:');
  const connection = await createConnection({ uri, multipleStatements: true });
  return {
    ...withoutLogin(url),
    async reset(script) {
      const [rows] = await connection.query(
        'select table_name as name, table_type as type from information_schema.tables where table_schema = database()',
      );
      const drops = (rows as { name: string; type: string }[]).map(
        ({ name, type }) => `drop ${type === 'VIEW' ? 'view' : 'table'} ${quoteName(name)}`,
      );
      const text = ['set foreign_key_checks = 0', ...drops, 'set foreign_key_checks = 1', script];
      await connection.query(text.join(';\n'));
    },
    async tables() {
      const [rows] = await connection.query(
        "select table_name as name from information_schema.tables where table_schema = database() and table_type = 'BASE TABLE'",
      );
      const tables = new Map<string, string[]>();
      for (const { name } of rows as { name: string }[]) {
        const [rows] = await connection.query(`select * from ${quoteName(name)}`);
        tables.set(
          name,
          (rows as object[]).map((row) => JSON.stringify(row)),
        );
      }
      return tables;
    },
    async columns() {
      const [rows] = await connection.query(
        'select table_name as in_table, column_name as in_column from information_schema.columns where table_schema = database() order by table_name, ordinal_position',
      );
      return columnsByTable(rows as CatalogRow[]);
    },
    close: () => connection.end(),
  };
}

const quoteName = (name: string): string => `\`${name.replaceAll('`', '``')}\``;
