import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { afterAll, expect, it } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import type { Column, Table } from '../../../src/database/model.js';
import { askScope } from '../../../src/sources/database/questions.js';
import { SHOP } from '../../database/shop.js';
import { runProgram } from '../../support/machine.js';
import { memoryFiles } from '../../support/memory.js';
import { person } from '../../support/person.js';

const folder = temporaryFolder(afterAll);
const url = `sqlite:${join(folder, 'shop.db')}`;
const database = new Database(join(folder, 'shop.db'));
database.exec(`${SHOP.sqlite}; create table visits (owner text)`);
database.close();
const empty = join(folder, 'empty.db');
writeFileSync(empty, '');

/** Somebody whose answers lead to this database. */
const shopper = (answers: Record<string, string> = {}) =>
  person({
    'What do you want to connect?': url,
    Directory: 'shop-mcp',
    ...answers,
  });

const create = (words: string[], { questions }: Pick<ReturnType<typeof shopper>, 'questions'>) =>
  runProgram(['create', ...words, '--no-install'], {
    files: memoryFiles({ '/home/ann/x': '' }),
    cwd: '/home/ann',
    questions,
  });

it.each<[string, string[]]>([
  ['from the start', []],
  ['with the option', ['--from-database', url]],
])('reads all tables of a file without a question: %s', async (_, words) => {
  const { asked, questions } = shopper();
  const { exit, stdout } = await create(words, { questions });
  expect([exit, asked.at(-1)]).toEqual([0, expect.stringMatching(/Serves +18 tools/)]);
  expect(stdout).toMatch(/--tables 'countries,.*,visits,.*' --users shared --no-install/);
  expect(asked.filter((message) => /^(Tables|Whose|What may)/.test(message))).toEqual([]);
});

it('refuses a database whose tables cannot be served, and writes nothing', async () => {
  const keys = new Database(join(folder, 'keys.db'));
  keys.exec('create table keys (password text, api_secret text)');
  keys.close();
  const files = memoryFiles({ '/home/ann/x': '' });
  const words = ['create', '--from-database', `sqlite:${join(folder, 'keys.db')}`, '--yes'];
  const { exit, stderr } = await runProgram(words, { files, cwd: '/home/ann' });
  expect([exit, stderr]).toEqual([
    2,
    expect.stringMatching(/No table can be served[^]*keys: no column that tools can read/),
  ]);
  expect(Object.keys(files.texts())).toEqual(['/home/ann/x']);
});

const table = (name: string, ...columns: (string | Partial<Column>)[]): Table => ({
  name,
  path: [name],
  columns: columns.map((column) => ({
    ...{ name: '', type: 'text', nullable: false },
    ...(typeof column === 'string' ? { name: column } : column),
  })),
  key: [],
  unique: [],
});

it.each<[string, Table[], string[], string | undefined]>([
  [
    'the likeliest first, the others on request',
    [table('orders', 'note', 'owner'), table('tags', 'label')],
    ['Rows with their ID in "owner": text, in 1 of 2 tables', 'shared', 'policies', 'another'],
    'owner',
  ],
  [
    'what cannot contain the user, with the reason',
    [
      table('orders', { name: 'customer_id', type: 'integer' }, { name: 'user_id', type: 'uuid' }),
      table('tasks', { name: 'project_id', references: { table: 'projects', column: 'id' } }),
      table('notes', { name: 'owner', type: 'character varying(20)', length: 20 }),
    ],
    [
      'policies',
      'shared',
      ...[
        '"owner": character varying(20); user IDs are longer',
        '"user_id": uuid; user IDs are text',
      ],
      '"customer_id": integer; user IDs are text',
    ],
    undefined,
  ],
  [
    'all rows, where columns refer to other things than people',
    [table('orders', { name: 'customer_id', type: 'integer' })],
    ['shared', 'policies', '"customer_id": integer; user IDs are text'],
    undefined,
  ],
  [
    'a column that refers to people',
    [table('orders', { name: 'user_id', references: { table: 'auth.users', column: 'id' } })],
    ['Rows with their ID in "user_id": text, in 1 of 1 table', 'shared', 'policies'],
    'user_id',
  ],
])('whose rows a user may see: %s', async (_, tables, expected, userColumn) => {
  let shown: string[] = [];
  const { questions } = person({});
  const chosen = await askScope(
    {
      ...questions,
      choose: async (question) => {
        shown = question.choices.map(({ value, label, hint }) =>
          /^(column|misfit)/.test(value) ? `${label}: ${hint}` : value,
        );
        return questions.choose(question);
      },
    },
    tables,
    { dialect: 'postgres' },
  );
  expect([shown, chosen.userColumn]).toEqual([expected, userColumn]);
});

it.each([
  ['postgres://ann:app/secret@db.acme.dev/shop', /The URL of the database is invalid/],
  ['postgres://db.acme.dev/100%', /The URL of the database is invalid/],
  ['postgres://db.acme.dev/shop?password=app-secret', /unknown parameter "password"/],
  [
    'postgres://ann:app-secret@db.acme.dev',
    /no name of a database\.\s+Add it: "postgres:\/\/db\.acme\.dev\/DATABASE"/,
  ],
  ['work.db', /"work\.db" is a path, not a URL of a database\.\s+Use "sqlite:work\.db"/],
  ['env:MISSING', /Environment variable/],
  ['schema.sql', /is a dump/],
  [`sqlite:${empty}`, /The database has no tables\.\s/],
])('%s is an error with the reason', async (source, message) => {
  const words = ['create', '--from-database', source, '--yes'];
  const { exit, stderr } = await runProgram(words, {
    files: memoryFiles({ '/home/ann/x': '' }),
    cwd: '/home/ann',
  });
  expect([exit, stderr]).toEqual([2, expect.stringMatching(message)]);
  expect(stderr).not.toContain('secret');
});
