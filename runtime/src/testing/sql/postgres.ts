/**
 * Tests of a provider of PostgreSQL, for Vitest.
 * @module mcp-provider/testing/sql/postgres
 */
import { randomBytes } from 'node:crypto';
import pg from 'pg';
import {
  type CatalogRow,
  columnsByTable,
  onServer,
  type SqlDatabase,
  type TableRows,
  withoutLogin,
} from './database.js';
import { testProviderOn } from './test-provider.js';

export type { QueryCase, RowCase, SqlFixture } from './fixture.js';

/** The tests of a provider of PostgreSQL tables. They run on the server at `TEST_<NAME>_DATABASE_URL`. */
export const testProvider = testProviderOn('postgres', onServer(openPostgres));

/** SQL of the name of a table, with its schema unless that is the usual one. */
const SHOWN_NAME = "case nspname when 'public' then '' else nspname || '.' end || relname";
/** SQL of the condition that a schema is none of PostgreSQL. */
const IS_OURS = "nspname !~ '^pg_' and nspname <> 'information_schema'";

async function openPostgres(url: URL): Promise<SqlDatabase> {
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  const { rows } = await client.query<{ bypasses: boolean }>(
    'select rolsuper or rolbypassrls as bypasses from pg_roles where rolname = current_user',
  );
  const role = rows[0]?.bypasses ? await ordinaryRole(client) : undefined;
  return {
    ...withoutLogin(url),
    ...(role && { login: role.login }),
    async reset(script) {
      await client.query(`drop schema public cascade; create schema public;\n${script}`);
      await role?.grant();
    },
    tables: () => tablesOf(client),
    async columns() {
      const { rows } = await client.query<CatalogRow>(
        `select ${SHOWN_NAME} as in_table, attname as in_column
        from pg_class c join pg_namespace n on n.oid = relnamespace join pg_attribute on attrelid = c.oid
        where relkind in ('r', 'p', 'v', 'm') and attnum > 0 and not attisdropped and ${IS_OURS}
        order by 1, attnum`,
      );
      return columnsByTable(rows);
    },
    async close() {
      await role?.drop();
      await client.end();
    },
  };
}

/** Policies that are forced on the owner of a table would hide rows. */
async function tablesOf(client: pg.Client): Promise<TableRows> {
  const { rows: tables } = await client.query<{ name: string; shown: string; forced: boolean }>(
    `select c.oid::regclass::text as name, relforcerowsecurity as forced,
      ${SHOWN_NAME} as shown
    from pg_class c join pg_namespace n on n.oid = relnamespace
    where relkind in ('r', 'p') and not relispartition and ${IS_OURS}`,
  );
  const byTable = new Map<string, string[]>();
  await client.query('begin');
  for (const { name, shown: shownName, forced } of tables) {
    if (forced) await client.query(`alter table ${name} no force row level security`);
    // A column can have the name of the table, so that the name alone is the column.
    const { rows } = await client.query<{ row: string }>(
      `select to_jsonb(t.*)::text as row from ${name} as t`,
    );
    byTable.set(
      shownName,
      rows.map(({ row }) => row),
    );
  }
  await client.query('rollback');
  return byTable;
}

/**
 * Returns a role of its own for the provider: policies do not apply to superusers, which the images
 * of PostgreSQL have.
 */
async function ordinaryRole(client: pg.Client) {
  const login = {
    username: `mcp_test_${randomBytes(8).toString('hex')}`,
    password: randomBytes(16).toString('hex'),
  };
  const { username, password } = login;
  await client.query(`create role ${username} login password '${password}'`);
  return {
    login,
    async grant() {
      const { rows } = await client.query<{ name: string }>(
        `select quote_ident(nspname) as name from pg_namespace where ${IS_OURS}`,
      );
      for (const { name } of rows)
        await client.query(
          `grant usage on schema ${name} to ${username};
          grant all on all tables in schema ${name} to ${username};
          grant all on all sequences in schema ${name} to ${username}`,
        );
    },
    async drop() {
      await client.query(`drop owned by ${username}; drop role ${username}`);
    },
  };
}
