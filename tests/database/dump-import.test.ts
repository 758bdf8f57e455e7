import { expect, it } from 'vitest';
import { memoryFiles } from '../host/memory.js';
import { person } from '../grow/person.js';
import { runProgram } from '../grow/machine.js';

const SCHEMA = `create table orders (id bigint generated always as identity primary key, owner text not null, note text);
  create view open_orders as select * from orders;`;
const URL = 'postgres://db.acme.dev/shop';
const SELECT = ['--tables', '*', '--user-column', 'owner'];
const CREATE = ['create', 'shop-mcp', '--from-database', 'db/schema.sql', ...SELECT, '--yes', '--no-install']; // prettier-ignore

function machine(schema = SCHEMA) {
  const files = memoryFiles({ '/home/ann/db/schema.sql': schema });
  return {
    files,
    run: (...words: string[]) => runProgram(words, { files, cwd: '/home/ann' }),
    inProject: (...words: string[]) =>
      runProgram(['import', 'database', '../db/schema.sql', ...words], { files, cwd: '/home/ann/shop-mcp' }), // prettier-ignore
  };
}

it('a dump becomes a provider of the database that a URL names', async () => {
  const { files, run } = machine();
  const { exit, stderr } = await run(...CREATE, '--database-url', URL);
  expect([exit, stderr]).toEqual([0, expect.stringContaining('shop: 5 tools from 1 table.')]);
  expect(stderr).toContain(
    'open_orders: Only the database knows its columns. Import it from there.',
  );
  expect(files.texts()['/home/ann/shop-mcp/provider-config.yaml']).toContain(
    `database_url: '${URL}'`,
  );
});

it.each([
  ['the URL of the database', CREATE, SCHEMA, /does not say where[^]*"--database-url"/],
  ['a file', [...CREATE.with(3, 'db/other.sql'), '--database-url', URL], SCHEMA, /"db\/other.sql" not found/],
  ['tables', [...CREATE, '--database-url', URL], 'select 1', /no tables/],
  ['what a dump describes', [...CREATE.with(5, 'open_orders'), '--database-url', URL], SCHEMA, /"open_orders" cannot be imported[^]*Only the database knows/],
  ['valid statements', [...CREATE, '--database-url', 'sqlite:a.db'], 'create table a (b int', /Cannot read the dump "db\/schema.sql"/],
])('requires %s', async (_, words, schema, message) => {
  const { files, run } = machine(schema);
  const { exit, stderr } = await run(...words);
  expect([exit, stderr]).toEqual([2, expect.stringMatching(message)]);
  expect(Object.keys(files.texts())).toEqual(['/home/ann/db/schema.sql']);
}); // prettier-ignore

it('a newer dump is compared with what was accepted', async () => {
  const { files, run, inProject } = machine();
  await run(...CREATE, '--database-url', URL);
  expect((await inProject('--check')).exit).toBe(0);
  await files.write('/home/ann/db/schema.sql', SCHEMA.replace('note text', 'note text, due date'));
  const checked = await inProject('--check');
  expect(checked).toMatchObject({ exit: 1, stdout: expect.stringContaining('shop: ../db/schema.sql has 1 change') as string }); // prettier-ignore
  expect((await inProject()).exit).toBe(0);
  expect(files.texts()['/home/ann/shop-mcp/src/providers/shop/api/list-orders.ts']).toContain('due'); // prettier-ignore
  expect((await inProject('--check')).exit).toBe(0);
  const added = await inProject('--name', 'archive', '--database-url', 'postgres://db.acme.dev/archive', ...SELECT, '--no-install'); // prettier-ignore
  expect(added.exit).toBe(0);
  const unclear = await inProject('--check');
  expect(unclear).toMatchObject({ exit: 2, stderr: expect.stringContaining('--name archive') as string }); // prettier-ignore
});

it('a dump without tables has removed them', async () => {
  const { files, run, inProject } = machine();
  await run(...CREATE, '--database-url', URL);
  await files.write('/home/ann/db/schema.sql', 'select 1');
  const { exit, stdout } = await inProject('--check');
  expect([exit, stdout]).toEqual([1, expect.stringContaining('Removed')]);
});

it('questions ask for the URL of the database', async () => {
  const { questions, asked } = person({
    'What do you want to connect?': 'sql',
    'URL of the database, such': 'db/schema.sql',
    'URL of the database, without': URL,
    Directory: 'shop-mcp',
  });
  const { files } = machine();
  const { exit, stdout } = await runProgram(['create', '--no-install'], {
    files,
    cwd: '/home/ann',
    questions: {
      ...questions,
      chooseSeveral: async ({ message }) => (asked.push(message), ['orders']),
    },
  });
  expect([exit, stdout]).toEqual([0, expect.stringContaining('--from-database db/schema.sql --tables orders --user-column owner --database-url')]); // prettier-ignore
});

it('names of a database are shown as they are in its lock', async () => {
  const { files, run } = machine(`${SCHEMA} create table "\u202eneddih" (id int primary key);`);
  expect((await run(...CREATE, '--database-url', URL)).exit).toBe(0);
  const [lock = ''] = Object.entries(files.texts()).flatMap(([path, text]) =>
    path.endsWith('database.lock.json') ? [text] : [],
  );
  expect(lock).toContain('\\u202eneddih');
});
