import { join } from 'node:path';
import Database from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const ROOT = '/home/ann/shop-mcp';
const SCHEMA = `${ROOT}/src/providers/shop/schemas/country.ts`;
const DATA = `${ROOT}/tests/shop.sql`;
const LOCK = `${ROOT}/src/providers/shop/database.lock.json`;

/** A project with two tables of a database that then changes. */
async function shop() {
  const folder = temporaryFolder();
  const database = new Database(join(folder, 'shop.db'));
  onTestFinished(() => void database.close());
  database.exec(`create table countries (code text primary key, owner text, name text);
    create table orders (id integer primary key, owner text, note text)`);
  const files = memoryFiles({ '/home/ann/x': '' });
  const env = { SHOP: `sqlite:${join(folder, 'shop.db')}` };
  const run = (cwd: string, ...words: string[]) => runProgram(words, { files, cwd, env });
  await run(
    '/home/ann',
    ...['create', 'shop-mcp', '--from-database', 'env:SHOP', '--name', 'shop', '--yes'],
    ...['--tables', '*', '--user-column', 'owner', '--no-install'],
  );
  const edit = async (path: string, from: string, to: string) => {
    const text = files.texts()[path] ?? '';
    expect(text).toContain(from);
    await files.write(path, text.replace(from, to));
  };
  return {
    execute: (text: string) => database.exec(text),
    edit,
    text: (path: string) => files.texts()[path] ?? '',
    accept: (...words: string[]) =>
      run(ROOT, 'import', 'database', '--yes', '--no-install', ...words),
    check: () => run(ROOT, 'import', 'database', '--check'),
    async removeTools(...names: string[]) {
      for (const name of names) await run(ROOT, 'remove-tool', name, '--yes');
    },
    tables: () => {
      const { tables } = JSON.parse(files.texts()[LOCK] ?? '') as {
        tables: { name: string; columns: { name: string }[] }[];
      };
      return Object.fromEntries(tables.map(({ name, columns }) => [name, columns.length]));
    },
  };
}

/** The block that an import puts into a file, with both sides. */
const BLOCK = /<{7} yours\n([^]*?)={7}\n([^]*?)>{7} generated\n/;

it('adds tools that count rows where that is said, and for tables that come later', async () => {
  const { execute, text, accept, check } = await shop();
  const tool = (name: string) => text(`${ROOT}/src/providers/shop/tools/count-${name}.ts`);
  expect(tool('orders')).toBe('');
  await accept('--counts');
  expect(tool('orders')).toContain('select count(*) as count');
  expect(await check()).toMatchObject({ exit: 0 });
  execute('create table gifts (id integer primary key, owner text)');
  await accept('--tables', 'gifts');
  expect(tool('gifts')).toContain('from gifts');
});

it.each<[string, (mine: string, theirs: string) => string]>([
  ['the edit', (mine) => mine],
  ['the new lines', (_, theirs) => theirs],
  ['a mixture', (mine, theirs) => theirs + mine],
])('shows conflicts in the file, and keeps %s as an edit of the new version', async (_, choice) => {
  const { execute, edit, text, accept, check, tables } = await shop();
  await edit(SCHEMA, '\n});', '\n  size: z.int(),\n});');
  execute(`alter table countries add column area int; alter table orders add column due text;
    create table gifts (id integer primary key, owner text)`);
  const { exit, stderr } = await accept('--tables', 'gifts');
  expect([exit, stderr]).toEqual([1, expect.stringContaining('Conflicts with edits')]);
  expect(tables()).toEqual({ countries: 4, orders: 4, gifts: 2 });
  const open = await check();
  expect([open.exit, open.stderr]).toEqual([
    2,
    expect.stringContaining('contains a merge conflict'),
  ]);
  const [block = '', mine = '', theirs = ''] = BLOCK.exec(text(SCHEMA)) ?? [];
  await edit(SCHEMA, block, choice(mine, theirs));
  const resolved = text(SCHEMA);
  expect((await check()).exit).toBe(0);
  expect((await accept()).exit).toBe(0);
  expect(text(SCHEMA)).toBe(resolved);
});

it('merges the rows of the tests by table', async () => {
  const { execute, edit, text, accept, check } = await shop();
  const own = 'create table mine (id integer);';
  await edit(DATA, `  ('K1_', :alice,`, `  ('DE', :alice,`);
  await edit(DATA, '-- The imported', `-- Of us.\n-- The imported`);
  await edit(DATA, text(DATA), `${text(DATA)}\n${own}\n`);
  execute(`alter table countries add column area int; alter table orders add column due text;
    create table gifts (id integer primary key, owner text)`);
  const { stderr } = await accept('--tables', 'gifts');
  expect(stderr).toMatch(/tests\/shop\.sql\n[^]*- \('DE'/);
  expect(text(DATA)).toContain('due text');
  expect(BLOCK.exec(text(DATA))?.slice(1)).toEqual([
    expect.stringContaining("('DE'"),
    expect.stringContaining("('K1_'"),
  ]);
  expect(text(DATA)).toMatch(/create table mine[^]*create table gifts \(/);
  expect(text(DATA)).toContain('-- Of us.');
  expect((await check()).stderr).toContain('"tests/shop.sql" contains a merge conflict');
});

it('removes the rows of a table, and leaves its tools to be deleted', async () => {
  const { execute, text, accept, check } = await shop();
  execute('drop table countries');
  const { stderr } = await accept();
  expect(stderr).toContain('Removed: the tools stay until you delete them with "remove-tool"');
  const again = await check();
  expect(again.exit).toBe(1);
  expect(again.stderr).not.toContain('import database');
  expect(text(DATA)).not.toContain('countries');
  expect(text(DATA)).toContain('create table orders');
});

it('merges changes without a conflict after tools were removed that shared schemas with others', async () => {
  const { execute, text, accept, check, removeTools } = await shop();
  execute('create table gifts (id integer primary key, owner text)');
  await accept('--tables', 'gifts');
  const list = () => text(`${ROOT}/src/providers/shop/tools/list-orders.ts`);
  expect(list()).toContain('orders: z.array(order)');
  expect(list()).toContain('z.strictObject(page)');
  await removeTools('get_order', 'list_gifts', 'list_countries');
  execute('alter table orders add column price real');
  const { exit, stderr } = await accept();
  expect([exit, stderr]).toEqual([0, expect.not.stringMatching(/conflict/i)]);
  expect(list()).toContain('orders: z.array(order)');
  expect(list()).toContain('z.strictObject(page)');
  expect(list()).toContain('select id, note, price');
  expect(text(`${ROOT}/src/providers/shop/schemas/order.ts`)).toContain('price:');
  expect(await check()).toMatchObject({ exit: 0 });
});

it.each([[['--users', 'shared']], [['--user-column', 'name']]])(
  'refuses %j, which no update can change',
  async (option) => {
    const { exit, error } = await (await shop()).accept(...option);
    const message = `"${option[0]}" cannot be changed for "shop", whose statements limit users in another way.`;
    expect([exit, error?.message]).toEqual([2, message]);
  },
);
