import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Client } from 'pg';
import { configOf } from '../../provider/config.js';
import { currentProject } from '../../provider/project.js';
import type { Login } from '../../sql/driver.js';
import { load } from '../../sql/sqlite/load.js';

/** The database that the tests of a provider use: they delete everything in it. */
export interface SqlDatabase {
  /** As `database_url` has it. */
  url: string;
  login: Login;
  /** Deletes all tables, and runs the script. */
  reset(script: string): Promise<void>;
  close(): Promise<unknown>;
}

/** The variable with the URL of a test database, where the provider needs a server. */
export const variableOf = (prefix: string): string => `TEST_${prefix}_DATABASE_URL`;

/** Undefined where the provider needs a server and no test database is stated. */
export function testDatabase(
  provider: string,
  prefix: string,
): (() => Promise<SqlDatabase>) | undefined {
  const { database_url: configured = '' } = configOf(provider);
  if (configured.startsWith('sqlite:')) return openSqlite;
  const text = process.env[variableOf(prefix)];
  if (!text) return undefined;
  const url = new URL(text);
  if (!url.pathname.includes('test'))
    throw new Error(
      `${variableOf(prefix)} must name a database with "test" in its name: the tests delete all its tables`,
    );
  return () => (url.protocol.startsWith('postgres') ? openPostgres(url) : openMysql(url));
}

/** `tests/<provider>.sql`, with the ids of users for `:alice` and `:bob`. */
export function testScript(provider: string, userIdOf: (user: 'alice' | 'bob') => string): string {
  return written(provider).replace(
    /(?<!:):(alice|bob)\b/g,
    (_, user: 'alice' | 'bob') => `'${userIdOf(user).replaceAll("'", "''")}'`,
  );
}

/** False for the file of a new project, which contains comments only. */
export const hasStatements = (provider: string): boolean =>
  written(provider).replaceAll(/--.*/g, '').trim() !== '';

const written = (provider: string): string =>
  readFileSync(join(currentProject().root, 'tests', `${provider}.sql`), 'utf8');

async function openSqlite(): Promise<SqlDatabase> {
  const Database = load('libsql');
  const folder = mkdtempSync(join(tmpdir(), 'mcp-sql-'));
  const file = join(folder, 'test.db');
  const admin = new Database(file);
  admin.exec('pragma journal_mode = wal');
  return {
    url: `sqlite:${file}`,
    login: {},
    async reset(script) {
      const all = "select type, name from sqlite_master where type in ('table', 'view')";
      const found = admin.prepare(`${all} and name not like 'sqlite_%'`).all();
      const drops = (found as { type: string; name: string }[]).map(
        ({ type, name }) => `drop ${type} if exists "${name.replaceAll('"', '""')}"`,
      );
      admin.exec(['pragma foreign_keys = off', ...drops, script].join(';\n'));
    },
    async close() {
      admin.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function openPostgres(url: URL): Promise<SqlDatabase> {
  const { default: pg } = await import('pg');
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
    async close() {
      await role?.drop();
      await client.end();
    },
  };
}

/** A role of its own for the provider: policies do not apply to superusers, which the images of PostgreSQL have. */
async function ordinaryRole(client: Client) {
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
        `select quote_ident(nspname) as name from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'`,
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

async function openMysql(url: URL): Promise<SqlDatabase> {
  const { createConnection } = await import('mysql2/promise');
  const uri = url.href.replace(/^mariadb:/, 'mysql:');
  const connection = await createConnection({ uri, multipleStatements: true });
  return {
    ...withoutLogin(url),
    async reset(script) {
      const [found] = await connection.query(
        'select table_name as name, table_type as type from information_schema.tables where table_schema = database()',
      );
      const drops = (found as { name: string; type: string }[]).map(
        ({ name, type }) =>
          `drop ${type === 'VIEW' ? 'view' : 'table'} \`${name.replaceAll('`', '``')}\``,
      );
      const text = ['set foreign_key_checks = 0', ...drops, 'set foreign_key_checks = 1', script];
      await connection.query(text.join(';\n'));
    },
    close: () => connection.end(),
  };
}

function withoutLogin(url: URL): Pick<SqlDatabase, 'url' | 'login'> {
  const { protocol, host, pathname, search } = url;
  const bare = `${protocol}//${host}${pathname}${search}`;
  const login = {
    username: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
  return { url: bare, login };
}
