import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import { memoryFiles } from '../../src/host/memory.js';
import { runProgram } from '../grow/machine.js';

const ROOT = '/home/ann/shop-mcp';
const TOOL = `${ROOT}/src/providers/shop/tools/list-countries.ts`;
const DATA = `${ROOT}/tests/shop.sql`;
const LOCK = `${ROOT}/src/providers/shop/database.lock.json`;

/** A project with two tables of a database that then changes. */
async function shop() {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  const database = new Database(join(folder, 'shop.db'));
  onTestFinished(() => {
    database.close();
    rmSync(folder, { recursive: true, force: true });
  });
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
    tables: () => {
      const { tables } = JSON.parse(files.texts()[LOCK] ?? '') as {
        tables: { name: string; columns: { name: string }[] }[];
      };
      return Object.fromEntries(tables.map(({ name, columns }) => [name, columns.length]));
    },
  };
}

it('accepts all but the tables with conflicts, until these are resolved', async () => {
  const { execute, edit, accept, check, tables } = await shop();
  await edit(TOOL, 'code: z.string()', 'code: z.string().length(2)');
  execute(`alter table countries add column area int; alter table orders add column due text;
    create table gifts (id integer primary key, owner text)`);
  const { stderr } = await accept('--tables', 'gifts');
  expect(stderr).toContain('Conflicts: your lines stay');
  expect(tables()).toEqual({ countries: 3, orders: 4, gifts: 2 });
  const open = await check();
  expect(open.exit).toBe(1);
  expect(open.stdout).toContain('countries.area: The column is new.');
  expect(open.stdout).not.toMatch(/gifts|orders/);
  await edit(TOOL, 'code: z.string().length(2)', 'code: z.string()');
  expect((await accept()).exit).toBe(0);
  expect(tables()).toEqual({ countries: 4, orders: 4, gifts: 2 });
  expect((await check()).exit).toBe(0);
});

it('merges the rows of the tests by table', async () => {
  const { execute, edit, text, accept, check } = await shop();
  const own = 'create table mine (id integer);';
  await edit(DATA, `  ('k1', :alice,`, `  ('DE', :alice,`);
  await edit(DATA, '-- The imported', `-- Of us.\n-- The imported`);
  await edit(DATA, text(DATA), `${text(DATA)}\n${own}\n`);
  execute(`alter table countries add column area int; alter table orders add column due text;
    create table gifts (id integer primary key, owner text)`);
  const { stderr } = await accept('--tables', 'gifts');
  expect(stderr).toMatch(/tests\/shop\.sql:\d+\n[^]*- \('DE'/);
  expect(text(DATA)).toContain('due text');
  expect(text(DATA)).not.toContain('area');
  expect(text(DATA)).toMatch(/create table mine[^]*create table gifts \(/);
  expect(text(DATA)).toContain('-- Of us.');
  expect((await check()).stdout).toMatch(/countries\.area[^]*Conflicts/);
});

it('removes the rows of a table whose tools were deleted', async () => {
  const { execute, text, accept } = await shop();
  execute('drop table countries');
  const { stderr } = await accept();
  expect(stderr).toContain('Removed: the tools stay until you delete them');
  expect(text(DATA)).not.toContain('countries');
  expect(text(DATA)).toContain('create table orders');
});
