import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { localPrincipal } from '../../src/identity/principal.js';
import type { CallContext } from '../../src/index.js';
import { closeProject, openProject } from '../../src/project/project.js';
import type { Database as Tables, DatabaseOptions } from '../../src/sql.js';
import type { Dialect } from '../../src/sql/compile.js';
import { mysqlDatabase } from '../../src/sql/mysql.js';
import { postgresDatabase } from '../../src/sql/postgres.js';
import { sqliteDatabase } from '../../src/sql/sqlite.js';
import { loadLibsql } from '../../src/sql/sqlite/load.js';
import { testContext } from '../context.js';
import { mariadbProgram, startMariadb } from '../servers/mariadb.js';
import { initdbProgram, startPostgres } from '../servers/postgres.js';

export interface TestDatabase {
  dialect: Dialect;
  /** What the server contains, by one who may do everything. */
  admin(text: string): Promise<Record<string, unknown>[]>;
  /** How many statements with this text run on the server. */
  running(text: string): Promise<number>;
  /** A statement that takes minutes. */
  slow: string;
  /** In a project of its own. */
  tables(options?: Partial<DatabaseOptions<'parameter' | 'shared'>>): Tables;
  policies(): Tables;
  stop(): Promise<void>;
}

export const as = (user: string, signal = new AbortController().signal): CallContext =>
  testContext({ principal: localPrincipal(user), signal });

/** What the server of a dialect brings. */
interface Opened extends Pick<TestDatabase, 'admin' | 'running'> {
  url: string;
  close(): Promise<unknown>;
}

const LOGIN = { username: 'app', password: 'app' };
const FACTORIES = {
  postgres: postgresDatabase,
  mysql: mysqlDatabase,
  sqlite: sqliteDatabase,
} as const;
const SLOW = {
  postgres: `select count(*) as n from generate_series(1, 2000000000) as t(n) where :principal.user_id::text <> ''`,
  mysql: `select count(*) as n from seq_1_to_2000000000 where length(concat(seq, :principal.user_id)) > 0`,
  sqlite: `with recursive t(n) as (select 1 union all select n + 1 from t where n < 2000000000) select count(*) as n from t where :principal.user_id <> ''`,
};

async function openPostgres(): Promise<Opened> {
  const { address, stop } = await startPostgres(initdbProgram ?? '');
  const pool = new pg.Pool({ connectionString: address, max: 2 });
  pool.on('error', () => {}); // the server ends before its connections are closed
  const admin: Opened['admin'] = async (text) =>
    (await pool.query<Record<string, unknown>>(text)).rows;
  await admin(`create role app login password 'app'; grant all on schema public to app;
    alter default privileges in schema public grant all on tables to app`);
  return {
    url: address.replace('test@', ''),
    admin,
    async running(text) {
      const active = `select 1 from pg_stat_activity where state = 'active' and pid <> pg_backend_pid() and query like $1`;
      return (await pool.query(active, [`%${text}%`])).rows.length;
    },
    close: () => pool.end().then(stop),
  };
}

async function openMariadb(): Promise<Opened> {
  const { address, stop } = await startMariadb(mariadbProgram ?? '');
  const pool = mysql.createPool({ uri: address, connectionLimit: 2, multipleStatements: true });
  return {
    url: address.replace('app:app@', ''),
    admin: async (text) => (await pool.query(text))[0] as Record<string, unknown>[],
    async running(text) {
      const active =
        'select 1 from information_schema.processlist where info like ? and id <> connection_id()';
      const [rows] = await pool.query(active, [`%${text}%`]);
      return (rows as unknown[]).length;
    },
    close: () => pool.end().then(stop),
  };
}

async function openSqlite(): Promise<Opened> {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  const file = join(folder, 'test.db');
  const admin = new (loadLibsql('libsql'))(file);
  admin.exec('pragma journal_mode = wal');
  return {
    url: `sqlite:${file}`,
    async admin(text) {
      admin.exec(text);
      return [];
    },
    running: async () => 0,
    async close() {
      admin.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const started =
  (dialect: Dialect, open: () => Promise<Opened>) =>
  async (via?: (port: number) => Promise<number>): Promise<TestDatabase> => {
    const { url: direct, close, ...opened } = await open();
    const url = via
      ? direct.replace(/(?<=:)\d+(?=\/)/, String(await via(Number(new URL(direct).port))))
      : direct;
    const folder = mkdtempSync(join(tmpdir(), 'project-'));
    const entry = { kind: 'sql', name: 'T', description: 'T', auth: 'basic', database_url: url };
    const file = { providers: { [`db_${dialect}`]: entry } };
    writeFileSync(join(folder, 'provider-config.yaml'), JSON.stringify(file));
    const project = openProject(folder);
    const auth = { getCredentials: async () => LOGIN, authorize: () => {} };
    return {
      ...opened,
      dialect,
      slow: SLOW[dialect],
      tables: (options) =>
        FACTORIES[dialect](`db_${dialect}`, auth, { users: 'parameter', ...options }),
      policies: () => postgresDatabase(`db_${dialect}`, auth, { users: 'policies' }),
      async stop() {
        await Promise.all([...project.ending].map((end) => end()));
        closeProject(project);
        await close();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  };

export const databases: readonly {
  name: string;
  isMissing: boolean;
  /** @param via the port of a server between the client and this one */
  open: (via?: (port: number) => Promise<number>) => Promise<TestDatabase>;
}[] = [
  {
    name: 'PostgreSQL',
    isMissing: initdbProgram === undefined,
    open: started('postgres', openPostgres),
  },
  { name: 'MariaDB', isMissing: mariadbProgram === undefined, open: started('mysql', openMariadb) },
  { name: 'SQLite', isMissing: false, open: started('sqlite', openSqlite) },
];
