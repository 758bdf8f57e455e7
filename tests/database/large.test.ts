import { join } from 'node:path';
import Database from 'libsql';
import { expect, it } from 'vitest';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import type { Questions } from '../../src/model/questions.js';
import { runProgram } from '../support/machine.js';
import { memoryFiles } from '../support/memory.js';

function databaseWith(script: string): string {
  const folder = temporaryFolder();
  const database = new Database(join(folder, 'shop.db'));
  database.exec(`begin; ${script}; commit`); // one write to the disk, not one for each table
  database.close();
  return `sqlite:${join(folder, 'shop.db')}`;
}

const run = (url: string, words: string[], questions?: Questions) =>
  runProgram(
    ['create', 'shop-mcp', '--from-database', url, ...words, '--no-install', '--dry-run'],
    {
      files: memoryFiles({ '/home/ann/x': '' }),
      cwd: '/home/ann',
      ...(questions && { questions }),
    },
  );

const TABLES = Array.from(
  { length: 1_000 },
  (_, n) => `create table t${n} (id integer primary key, owner text, name text)`,
);

it('an import of 1,000 tables requires their selection', async () => {
  const url = databaseWith(TABLES.join(';'));
  const listed = await run(url, ['--yes']);
  expect(listed.stderr).toContain('The database has 1,000 tables: "t0", "t1", "t10"');
  expect(listed.stderr).toContain('and 995 more');
  const words = ['--tables', 't7,t8', '--user-column', 'owner', '--allow-changes', '--yes'];
  expect((await run(url, words)).stderr).toContain('10 tools from 2 tables');
});

it('more tools than models work with are a warning', async () => {
  const url = databaseWith(TABLES.slice(0, 12).join(';'));
  const words = ['--users', 'shared', '--allow-changes', '--yes'];
  expect((await run(url, words)).stderr).toContain('60 tools overload most models');
  const readers = [
    ...words,
    ...['create_*', 'update_*', 'delete_*'].flatMap((each) => ['--exclude', each]),
  ];
  const { exit, stderr } = await run(url, readers);
  expect([exit, stderr]).toEqual([0, expect.stringContaining('24 tools from 12 tables')]);
  expect(stderr).not.toContain('overload');
});
