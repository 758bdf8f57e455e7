import { execFileSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { closeProject, openProject } from '../../src/project/project.js';
import { sqliteDatabase } from '../../src/sql/sqlite.js';
import { loadLibsql } from '../../src/sql/sqlite/load.js';
import { canMount } from '../disk/small-disk.js';
import { temporaryFolder } from '../temporary-folder.js';
import { as, databases, type TestDatabase } from './databases.js';

async function open(): Promise<TestDatabase | undefined> {
  const db = await databases.find(({ name }) => name === 'SQLite')?.open();
  onTestFinished(() => db?.stop());
  return db;
}

function execute(file: string, text: string): void {
  const admin = new (loadLibsql('libsql'))(file);
  admin.exec(text);
  admin.close();
}

/** A project whose database is a file of its own. */
async function fileWith(text: string) {
  const folder = temporaryFolder();
  const file = join(folder, 'data', 'test.db');
  mkdirSync(dirname(file));
  execute(file, text);
  const entry = {
    kind: 'sql',
    name: 'T',
    description: 'T',
    auth: 'none',
    database_url: `sqlite:${file}`,
  };
  writeFileSync(join(folder, 'provider-config.yaml'), JSON.stringify({ providers: { db: entry } }));
  const project = openProject(folder);
  onTestFinished(async () => {
    await Promise.all([...project.ending].map((end) => end()));
    closeProject(project);
  });
  const auth = { getCredentials: async () => ({}), authorize: () => {} };
  const tables = sqliteDatabase('db', auth, { users: 'shared' });
  const read = async (select: string) => tables.list('rows', select as 'select 1')({}, as('ann'));
  return { file, tables, read };
}

function lockOf(file: string) {
  const admin = new (loadLibsql('libsql'))(file);
  admin.exec('begin exclusive');
  return () => {
    admin.exec('rollback');
    admin.close();
  };
}

function folderAt(file: string): void {
  rmSync(file);
  mkdirSync(file);
}

/** As an account that may only read it. */
function walOf(file: string) {
  execute(file, 'pragma journal_mode = wal');
  for (const path of [dirname(dirname(file)), dirname(file)]) chmodSync(path, 0o755);
  chmodSync(file, 0o644);
  if (process.getuid?.() !== 0) chmodSync(dirname(file), 0o555);
  else {
    process.setegid?.(65_534);
    process.seteuid?.(65_534);
    onTestFinished(() => {
      process.seteuid?.(0);
      process.setegid?.(0);
      chownSync(file, 0, 0);
    });
  }
}

function mediumOf(file: string) {
  execute(file, 'pragma journal_mode = wal');
  const folder = dirname(file);
  execFileSync('mount', ['--bind', folder, folder]);
  onTestFinished(() => void execFileSync('umount', ['--lazy', folder]));
  execFileSync('mount', ['-o', 'remount,ro,bind', folder]);
}

it('a table has new columns', async () => {
  const db = await open();
  await db?.admin('create table notes (id); insert into notes values (1)');
  const row = db?.tables({ users: 'shared' }).one('select * from notes');
  expect(await row?.({}, as('ann'))).toEqual({ id: 1 });
  await db?.admin('alter table notes add column title default 2');
  expect(await row?.({}, as('ann'))).toEqual({ id: 1, title: 2 });
});

it.each(['UTF-8', 'UTF-16le', 'UTF-16be'])('texts of a file in %s', async (encoding) => {
  const { file, read } = await fileWith(`pragma encoding = '${encoding}'; create table t (v);
    insert into t values ('é😀'), ('\uFEFFa'), (x'00ff')`);
  expect(file).toContain('.db');
  expect(await read('select v from t')).toEqual({
    rows: [{ v: 'é😀' }, { v: '\uFEFFa' }, { v: 'AP8=' }],
  });
});

it('reads the file that has taken the place of another', async () => {
  const { file, read, tables } = await fileWith('create table t (v); insert into t values (1)');
  expect(await read('select v from t')).toEqual({ rows: [{ v: 1 }] });
  execute(`${file}-2`, 'create table t (v); insert into t values (2)');
  renameSync(`${file}-2`, file);
  expect(await read('select v from t')).toEqual({ rows: [{ v: 2 }] });
  expect(await tables.change('insert into t values (3)')({}, as('ann'))).toEqual({ affected: 1 });
  expect(await read('select v from t')).toEqual({ rows: [{ v: 2 }, { v: 3 }] });
});

it.each(['before', 'after'])(
  'writes nothing into a file that is replaced %s a write',
  async (when) => {
    const { file, tables, read } = await fileWith('create table t (v); insert into t values (1)');
    const replace = () => {
      execute(`${file}-2`, 'create table t (v); insert into t values (2)');
      renameSync(`${file}-2`, file);
    };
    const write = tables.transaction(as('ann'), async (run) => {
      if (when === 'before') replace();
      await run('insert into t values (3)', {});
      if (when === 'after') replace();
    });
    await expect(write).rejects.toThrow(
      'Another file has taken the place of the database file. No rows were changed. Try again.',
    );
    expect(await read('select v from t')).toEqual({ rows: [{ v: 2 }] });
  },
);

type Spoilt = [what: string, spoil: (file: string) => unknown, says: string];
const MEDIUM: Spoilt = [
  'is in WAL mode, on a medium that is read-only',
  mediumOf,
  'must be able to write into the folder',
];

it.each<Spoilt>([
  [
    'is locked',
    (file) => lockOf(file),
    'The database is locked by another program. Try again later.',
  ],
  ['is none', (file) => writeFileSync(file, 'x'.repeat(5_000)), 'is damaged, or is no database'],
  ['is gone', (file) => rmSync(file), 'The database cannot be reached.'],
  ['is a folder', folderAt, 'The database cannot be reached.'],
  ['lacks the table', (file) => execute(file, 'drop table t'), 'no longer has a table or column'],
  [
    'is in WAL mode, in a folder that the server may not write',
    walOf,
    'must be able to write into the folder',
  ],
  ...(canMount ? [MEDIUM] : []),
])('says what is wrong where the file %s', async (_, spoil, says) => {
  const { file, read } = await fileWith('create table t (v); insert into t values (1)');
  const end = spoil(file);
  await expect(read('select v from t')).rejects.toThrow(says);
  if (typeof end === 'function') (end as () => void)();
});

it('the log names a file that is gone, and its setting; the model reads neither', async () => {
  const { file, read } = await fileWith('create table t (v)');
  rmSync(file);
  const error = (await read('select v from t').catch((reason: unknown) => reason)) as Error;
  expect(error.message).toBe('The database cannot be reached. Try again later.');
  const { message } = error.cause as Error;
  expect(message).toContain(file);
  expect(message).toMatch(/"database_url" .* or \w+_DATABASE_URL$/);
});

it('a change that returns several rows where one was expected is rolled back', async () => {
  const { tables, read } = await fileWith('create table t (a); insert into t values (1), (2)');
  const change = tables.change('update t set a = 3 where a >= 1 returning a');
  await expect(change({}, as('ann'))).rejects.toThrow('Several rows match where one was expected.');
  expect(await read('select a from t')).toEqual({ rows: [{ a: 1 }, { a: 2 }] });
});

it('a change refuses a value for what it shall set to null', async () => {
  const { tables, read } = await fileWith('create table t (a); insert into t values (1)');
  const change = tables.change<string, object>('update t set a = coalesce(:a, :clear)' as never);
  await expect(change({ a: 2, clear: ['a'] }, as('ann'))).rejects.toThrow(
    '"a" has a value and is in "clear": send one of them.',
  );
  expect(await read('select a from t')).toEqual({ rows: [{ a: 1 }] });
});

it.each([{ a: 1 }, { a: 1, b: undefined, clear: [] }])(
  'a change that only names its row is refused: %j',
  async (args) => {
    const { tables, read } = await fileWith(
      'create table t (a, b, n default 0); insert into t (a) values (1)',
    );
    const change = tables.change<string, { a: number }>(
      'update t set n = n + 1 where a = :a' as never,
      { key: ['a'] },
    );
    await expect(change(args, as('ann'))).rejects.toThrow('Nothing would change.');
    expect(await read('select n from t')).toEqual({ rows: [{ n: 0 }] });
    await change({ a: 1, b: null } as never, as('ann'));
    expect(await read('select n from t')).toEqual({ rows: [{ n: 1 }] });
  },
);

it.each([
  [
    'delete from t',
    'The row cannot be deleted, because other rows refer to this one. No rows were changed.',
  ],
  ['insert into u values (2)', 'A row that these values refer to does not exist.'],
  ['update u set a = 2', 'does not exist, or other rows refer to this one'],
  ['update t set a = 3', 'The database rejects these values (a < 3)'],
  ['update t set b = 1', `The database rejects these values (b is null or b like '%@%')`],
] as const)('says what a constraint wants: %s', async (statement, says) => {
  const { tables } = await fileWith(`create table t (a integer primary key, b check (b is null
      or b like '%@%'), check (a < 3));
    create table u (a references t on delete restrict); insert into t (a) values (1); insert into u values (1)`);
  await expect(tables.change(statement)({}, as('ann'))).rejects.toThrow(says);
});
