import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../src/sql.js';
import { compile, type Dialect } from '../../src/sql/compile.js';
import { as, databases, type TestDatabase } from './databases.js';

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

/** Columns that contain the user "7", and take other texts for the same. */
const NUMBERS: Readonly<Record<Dialect, readonly string[]>> = {
  postgres: ['integer', 'numeric', 'character(9)', 'name'],
  mysql: [
    ...['int', 'bigint unsigned', 'decimal(9,0)', 'double', 'char(9)', "enum('7', '8')"],
    'varchar(9) character set latin1',
  ],
  sqlite: ['integer', 'numeric'],
};
const WRITTEN_OTHERWISE = ['07', '7abc', ' 7', '7 ', '+7', '7.0', '7e0', '0x7'];

const SETUP: Readonly<Record<Dialect, string>> = {
  postgres: `create extension citext;
    create collation loose (provider = icu, locale = 'und-u-ks-level1', deterministic = false)`,
  mysql: 'alter database character set utf8mb4 collate utf8mb4_general_ci',
  sqlite: 'select 1',
};

/** Statements that select the rows of the caller. */
const READS: readonly string[] = [
  'select id from notes where owner = :principal.user_id',
  'SELECT id FROM notes WHERE :principal.user_id=owner;',
  `select n.id from notes as n where (n.owner /* = */ = :principal.user_id) and 1 = 1 order by id`,
  `select id from notes where owner in (:principal.user_id, 'nobody')`,
  `select id from notes where 'nobody' = owner or not (owner <> :principal.user_id)`,
  'select id from notes where (1, owner) = (1, :principal.user_id)',
  'select id from notes where :principal.user_id in (owner)',
  'select id from notes where owner not in (:principal.user_id) is not true',
  'select a.id from notes a join notes b on b.id = a.id and b.owner = :principal.user_id',
  'select id from notes a where exists (select 1 from notes b where b.id = a.id and b.owner = :principal.user_id)',
  'select id from (select id, owner = :principal.user_id as mine from notes) as all_ where mine',
  'select id from notes order by owner = :principal.user_id desc limit 1',
  `select id from notes where coalesce(owner, '') = coalesce(:principal.user_id, '')`,
];

const UPDATE =
  'update notes set title = title, owner = :principal.user_id where owner = :principal.user_id';
const DELETE = 'delete from notes where owner = :principal.user_id';

describe.each(databases)('$name', ({ isMissing, open }) => {
  describe.skipIf(isMissing)('users', () => {
    let db: TestDatabase;
    let tables: Database;
    beforeAll(async () => {
      db = await open();
      tables = db.tables();
      await db.admin(SETUP[db.dialect]);
    });
    afterAll(() => db.stop());

    const rowsOf = async (text: string, user: string): Promise<number[]> => {
      const list = tables.list('rows', text as 'select 1');
      const { rows } = (await list({}, as(user))) as unknown as { rows: { id: number }[] };
      return rows.map(({ id }) => id);
    };
    const withNotes = async (
      type: string,
      owners: readonly string[],
      body: () => Promise<void>,
    ) => {
      await db.admin(`create table notes (id int primary key, owner ${type}, title varchar(99))`);
      await db.admin('create index notes_owner on notes (owner)');
      const rows = owners.map((owner, id) => `(${id}, '${owner}', 'of ${id}')`);
      await db.admin(`insert into notes values ${rows.join(', ')}`);
      await body().finally(() => db.admin('drop table notes'));
    };

    it('who differ in case, accents and spaces have their own rows', async () => {
      for (const type of COLUMNS[db.dialect])
        await withNotes(type, USERS, async () => {
          for (const [id, user] of USERS.entries()) {
            for (const text of READS)
              expect([type, text, await rowsOf(text, user)]).toEqual([type, text, [id]]);
            expect(await tables.change(UPDATE)({}, as(user))).toEqual({ affected: 1 });
          }
          expect(await tables.change(DELETE)({}, as('jose'))).toEqual({ affected: 1 });
        });
    });

    it('are not numbers that are written otherwise', async () => {
      const [text = ''] = READS;
      for (const type of NUMBERS[db.dialect])
        await withNotes(type, ['7'], async () => {
          expect(await rowsOf(text, '7')).toEqual([0]);
          for (const user of WRITTEN_OTHERWISE) {
            // PostgreSQL refuses what is no number.
            const rows = await rowsOf(text, user).catch((error: unknown) => error);
            expect([type, user, rows instanceof Error ? [] : rows]).toEqual([type, user, []]);
          }
        });
    });

    it('have indexes for their rows', async () => {
      const dialect = db.dialect;
      if (dialect === 'sqlite') return; // `admin` returns no rows
      const users = Array.from({ length: 2_000 }, (_, n) => `user ${n}`);
      await withNotes('varchar(99)', users, async () => {
        await db.admin(dialect === 'postgres' ? 'analyze notes' : 'analyze table notes');
        for (const text of [READS[0] ?? '', UPDATE, DELETE]) {
          const asked = compile(text, dialect).text.replace(/\?|\$\d/g, "'user 7'");
          const plan = JSON.stringify(await db.admin(`explain ${asked}`));
          expect([asked, plan]).toEqual([
            asked,
            expect.stringMatching(/Index.* notes_owner|"key":"notes_owner"/),
          ]);
        }
      });
    });
  });
});
