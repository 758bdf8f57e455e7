import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, it, onTestFinished } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

const page = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'sql.md'), 'utf8');
const [imports = ''] = page.split('## Write your own statements');
/** All but those that need a server of PostgreSQL. */
const commands = Array.from(
  imports.matchAll(/^npx (?:create-)?mcp-provider (.*)$/gm),
  ([line, words = '']) =>
    (line.startsWith('npx create-') ? `create ${words}` : words).replaceAll('"', '').split(' '),
).filter((words) => !words.some((word) => /^(postgres|env):/.test(word)));

const SHOP = `create table orders (id integer primary key, owner text, note text);
  create table countries (code text primary key, name text)`;
const CHANGE = `create table returns (id integer primary key, owner text);
  alter table orders add column due text`;

/** In the order of the page: the database changes before the first `--check`. */
it('the imports of docs/sql.md do what they say', async () => {
  const folder = temporaryFolder();
  const root = join(folder, 'shop-mcp');
  mkdirSync(root);
  const databases = [folder, root].map((each) => new Database(join(each, 'shop.db')));
  onTestFinished(() => databases.forEach((database) => database.close()));
  for (const database of databases) database.exec(SHOP);
  const files = memoryFiles({ [join(folder, 'x')]: '' });
  const [create, ...others] = commands;
  const run = (cwd: string, words: readonly string[]) =>
    runProgram([...words, ...(words.includes('--check') ? [] : ['--no-install'])], { files, cwd });
  const created = await run(folder, create ?? []);
  expect([created.exit, created.stderr]).toEqual([0, expect.stringContaining('from 2 tables')]);
  const exits: [string, number][] = [];
  for (const words of others) {
    if (words.includes('--check')) for (const each of databases.splice(0)) each.exec(CHANGE);
    const { exit } = await run(root, words);
    exits.push([words.join(' '), exit]);
  }
  expect(exits).toEqual([
    ['import database sqlite:shop.db --name archive --tables orders --users shared', 0],
    ['import database --check', 1],
    ['import database --check --format sarif', 1],
    ['import database', 0],
    ['import database --tables returns', 0],
  ]);
  const tools = Object.keys(files.texts()).filter((path) => path.startsWith(`${root}/src`));
  expect(tools.map((path) => path.slice(root.length + 1))).toEqual(
    expect.arrayContaining([
      'src/providers/shop/tools/list-returns.ts',
      'src/providers/archive/tools/list-returns.ts',
    ]),
  );
});
