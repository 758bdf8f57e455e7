import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/sql.js';
import type { Dialect } from '../../src/sql/compile.js';
import type { TestDatabase } from './databases.js';
import { as, databases } from './databases.js';

const USERS = ['jose', 'Jose', 'josé', 'jose ', 'jose\u0301', 'JOSE'];

/** Columns that contain all of these users, and take some of them for equal. */
const COLUMNS: Readonly<Record<Dialect, readonly string[]>> = {
  postgres: ['text', 'varchar(99)', 'citext', 'text collate loose'],
  mysql: [
    'varchar(99)',
    'varchar(99) character set utf8mb4 collate utf8mb4_bin',
    'varchar(99) character set utf8mb4 collate utf8mb4_unicode_ci',
    'varbinary(99)',
    'text',
  ],
  sqlite: ['text', 'text collate nocase', 'text collate rtrim', ''],
};

const SETUP: Readonly<Record<Dialect, string>> = {
  postgres: `create extension citext;
    create collation loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`,
  mysql: 'alter database character set utf8mb4 collate utf8mb4_general_ci',
  sqlite: 'select 1',
};

/** Statements that select the rows of the caller. */
const READS: readonly string[] = [
  'select id from notes where owner = :principal.user_id',
  'select id from notes where :principal.user_id=owner',
  `select n.id from notes as n where (n.owner /* = */ = :principal.user_id) and 1 = 1 order by id`,
  `select id from notes where owner in (:principal.user_id, 'nobody')`,
  `select id from notes where 'nobody' = owner or not (owner <> :principal.user_id)`,
  'select id from notes where (1, owner) = (1, :principal.user_id)',
  'select id from notes where :principal.user_id in (owner)',
  'select id from notes where owner not in (:principal.user_id) is not true',
  'select a.id from notes a join notes b on b.id = a.id and b.owner = :principal.user_id',
  'select id from notes a where exists (select 1 from notes b where b.id = a.id and b.owner = :principal.user_id)',
  'select id from (select id, owner = :principal.user_id as mine from notes) as all_ where mine',
  `select id from notes where coalesce(owner, '') = coalesce(:principal.user_id, '')`,
];

/** Typed for tests: a tool's schemas do that otherwise. */
const run = async (tables: Database, form: 'list' | 'change', text: string, user: string) => {
  const statement = text as 'select 1';
  const call = form === 'list' ? tables.list('rows', statement) : tables.change(statement);
  return (await call({}, as(user))) as unknown as { rows: { id: number }[]; affected: number };
};

describe.each(databases)('$name', ({ isMissing, open }) => {
  let db: TestDatabase;
  let tables: Database;
  describe.skipIf(isMissing)('users that differ in case, accents and spaces', () => {
    beforeAll(async () => {
      db = await open();
      tables = db.tables();
      await db.admin(SETUP[db.dialect]);
    });
    afterAll(() => db.stop());

    const rowsOf = async (text: string, user: string) =>
      (await run(tables, 'list', text, user)).rows.map(({ id }) => id);

    it('have their own rows, whatever the column', async () => {
      for (const type of COLUMNS[db.dialect]) {
        await db.admin(`create table notes (id int primary key, owner ${type}, title varchar(99))`);
        await db.admin('create index notes_owner on notes (owner)');
        const rows = USERS.map((user, id) => `(${id}, '${user}', 'of ${id}')`);
        await db.admin(`insert into notes values ${rows.join(', ')}`);
        for (const [id, user] of USERS.entries()) {
          for (const text of READS) expect([type, text, await rowsOf(text, user)]).toEqual([type, text, [id]]);
          const renamed = await run(tables, 'change', `update notes set title = 'new', owner = :principal.user_id where owner = :principal.user_id`, user);
          expect([type, renamed.affected]).toEqual([type, 1]);
        }
        const deleted = await run(tables, 'change', 'delete from notes where owner = :principal.user_id', 'jose');
        expect([type, deleted.affected]).toEqual([type, 1]);
        await db.admin('drop table notes');
      }
    });
  });
});
