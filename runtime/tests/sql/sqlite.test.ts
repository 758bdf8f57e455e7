import { expect, it, onTestFinished } from 'vitest';
import type { TestDatabase } from './databases.js';
import { as, databases } from './databases.js';

async function open(): Promise<TestDatabase | undefined> {
  const db = await databases.find(({ name }) => name === 'SQLite')?.open();
  onTestFinished(() => db?.stop());
  return db;
}

it('a table has new columns', async () => {
  const db = await open();
  await db?.admin('create table notes (id); insert into notes values (1)');
  const row = db?.tables({ users: 'shared' }).one('select * from notes');
  expect(await row?.({}, as('ann'))).toEqual({ id: 1 });
  await db?.admin('alter table notes add column title default 2');
  expect(await row?.({}, as('ann'))).toEqual({ id: 1, title: 2 });
});

it('text that is not UTF-8 is read as bytes', async () => {
  const db = await open();
  await db?.admin(
    "create table notes (title text); insert into notes values (cast(x'ff' as text))",
  );
  const row = db?.tables({ users: 'shared' }).one('select cast(title as blob) as title from notes');
  expect(await row?.({}, as('ann'))).toEqual({ title: '/w==' });
});
