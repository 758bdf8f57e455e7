import { join } from 'node:path';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { nextCommand } from '../../src/cli/next-command.js';
import { draftTools } from '../../src/database/import.js';
import type { TableScope } from '../../src/database/model.js';
import { readSqlite } from '../../src/database/sqlite.js';
import { databaseTarget } from '../../src/database/url.js';
import { firstCall } from '../../src/sources/database/provider.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const ORDERS = `create table empty (id integer primary key, owner text);
  create table orders (id integer primary key, owner text);
  insert into orders values (1, 'bob'), (2, 'bob')`;

it.each<[string, TableScope['users'], string, object[], string]>([
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
  const scope: TableScope = { users, userColumn: 'owner', sharedTables: [], readOnly: true };
  const { tables } = readSqlite(target);
  const { drafts } = draftTools(tables, { dialect: 'sqlite', tables }, scope, []);
  const call = firstCall(drafts, tables, { ...scope, localUser: 'ann' }, target);
  expect(`${call?.tool} ${call?.summary({ list: rows })}`).toBe(expected);
});

const FILES = `create table orders (id integer primary key, user_email text, photo blob);
  create table levels (code text primary key, level int);
  insert into levels values (null, 1), (null, 2)`;

it('the report of a file names keys with null, bytes, and a column of owners that limits nobody', async () => {
  const folder = temporaryFolder();
  const database = new Database(join(folder, 'shop.db'));
  database.exec(FILES);
  database.close();
  const url = `sqlite:${join(folder, 'shop.db')}`;
  const create = ['create', 'shop', '--from-database', url, '--dry-run', '--yes'];
  const options = { cwd: '/home/ann', files: memoryFiles({ '/home/ann/a.txt': '' }) };
  const { exit, stderr } = await runProgram([...create, '--users', 'shared'], options);
  expect(exit, stderr).toBe(0);
  expect(stderr).toContain('orders.photo: Bytes are no argument: tools only read it.');
  expect(stderr).toContain('levels.get: No primary key identifies its rows.');
  const json = await runProgram([...create, '--users', 'shared', '--json'], options);
  const { notes } = JSON.parse(json.stdout) as { notes: string[] };
  expect(`${notes.join('\n')}\n`).toBe(json.stderr);
  expect(notes.join()).toContain('levels.get: No primary key identifies its rows.');
  const { error } = await runProgram(create, options);
  expect(error?.code).toBe('database/users-unclear');
  const argv = create.slice(1);
  expect(nextCommand(error!, 'create-mcp-provider', argv).split('\n')).toEqual([
    `npx create-mcp-provider ${argv.join(' ')} --user-column user_email`,
    `# If all users may read all rows: npx create-mcp-provider ${argv.join(' ')} --users shared`,
  ]);
  const withPassword = ['--from-database', 'mysql://u:se:cr@et@h/d'];
  const next = nextCommand(error!, 'create-mcp-provider', withPassword);
  expect(next).toMatch(/^# .*u:PASSWORD@h.*\n# /);
  expect(next).not.toContain('cr@et');
});
