import { join } from 'node:path';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { firstCall } from '../../src/sources/database/provider.js';
import { draftsOf } from '../../src/database/import.js';
import type { Scope } from '../../src/database/model.js';
import { readSqlite } from '../../src/database/sqlite.js';
import { databaseTarget } from '../../src/database/url.js';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

const ORDERS = `create table empty (id integer primary key, owner text);
  create table orders (id integer primary key, owner text);
  insert into orders values (1, 'bob'), (2, 'bob')`;

it.each<[string, Scope['users'], string, object[], string]>([
  ['all rows', 'shared', ORDERS, [{}, {}], 'list_orders returned 2 of 2 rows'],
  [
    'no row of the user',
    'parameter',
    ORDERS,
    [],
    'list_orders returned 0 of 2 rows: none has owner = "ann". For the rows of another user, write MCP_LOCAL_USER=ID to .env.',
  ],
  [
    'no rows at all',
    'shared',
    'create table notes (id integer primary key)',
    [],
    'list_notes returned 0 of 0 rows',
  ],
])('the first call of a file tells of %s', (_, users, script, rows, expected) => {
  const folder = temporaryFolder();
  const database = new Database(join(folder, 'shop.db'));
  database.exec(script);
  database.close();
  const target = databaseTarget('sqlite:shop.db', { env: {}, folder });
  const scope: Scope = { users, userColumn: 'owner', sharedTables: [], readOnly: true };
  const { tables } = readSqlite(target);
  const { drafts } = draftsOf(tables, { dialect: 'sqlite' }, scope, []);
  const call = firstCall(drafts, tables, { ...scope, localUser: 'ann' }, target);
  expect(`${call?.tool} ${call?.says({ list: rows })}`).toBe(expected);
});
