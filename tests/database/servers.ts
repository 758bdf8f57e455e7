import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import mysql from 'mysql2/promise';
import pg from 'pg';
import { mariadbProgram, startMariadb } from '../../runtime/tests/servers/mariadb.js';
import { initdbProgram, startPostgres } from '../../runtime/tests/servers/postgres.js';
import type { Dialect } from '../../src/database/model.js';

export interface Served {
  /** With the login; the password is "app-secret" where there is one. */
  url: string;
  user: string;
  /** A database that tests may delete everything in. */
  testUrl: string;
  execute(text: string): Promise<unknown>;
  stop(): Promise<unknown>;
}

async function postgres(): Promise<Served> {
  const { address, stop } = await startPostgres(initdbProgram ?? '');
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query('create database apptest');
  const url = address.replace('test@', 'test:app-secret@');
  return {
    url,
    user: 'test',
    testUrl: url.replace(/postgres$/, 'apptest'),
    execute: (text) => client.query(text),
    stop: () => client.end().then(stop),
  };
}

async function mariadb(): Promise<Served> {
  const { address, stop } = await startMariadb(mariadbProgram ?? '');
  const root = address.replace('app:app@', 'root@').replace(/app$/, 'mysql');
  const setup = await mysql.createConnection({ uri: root, multipleStatements: true });
  await setup.query(
    `create user imports@'127.0.0.1' identified by 'app-secret'; create database apptest;
     grant all on app.* to imports@'127.0.0.1'; grant all on apptest.* to imports@'127.0.0.1'`,
  );
  await setup.end();
  const url = address.replace('app:app@', 'imports:app-secret@');
  const client = await mysql.createConnection({ uri: url, multipleStatements: true });
  return {
    url,
    user: 'imports',
    testUrl: url.replace(/app$/, 'apptest'),
    execute: (text) => client.query(text),
    stop: () => client.end().then(stop),
  };
}

async function sqlite(): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  const file = join(folder, 'shop.db');
  const client = new Database(file);
  return {
    url: `sqlite:${file}`,
    user: '',
    testUrl: '',
    execute: async (text) => client.exec(text),
    async stop() {
      client.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export const servers: readonly {
  dialect: Dialect;
  isMissing: boolean;
  start: () => Promise<Served>;
}[] = [
  { dialect: 'postgres', isMissing: initdbProgram === undefined, start: postgres },
  { dialect: 'mysql', isMissing: mariadbProgram === undefined, start: mariadb },
  { dialect: 'sqlite', isMissing: false, start: sqlite },
];
