import { expect, it } from 'vitest';
import type { Column, Dialect, Table } from '../../src/database/model.js';
import { changesSinceImport } from '../../src/database/table-changes.js';

const column = (name: string, more: Partial<Column> = {}): Column => ({
  name,
  type: 'text',
  nullable: false,
  ...more,
});
const table = (columns: Column[], more: Partial<Table> = {}): Table => ({
  name: 'parts',
  path: ['parts'],
  columns,
  key: ['id'],
  unique: [],
  ...more,
});
const state = (values: string[]) => column('state', { type: 'state', values });

type TypeRow = [string, Column[], Column[], [string, boolean][], Dialect?];

it.each<TypeRow>([
  ['nothing', [column('a')], [column('a')], []],
  ['a column is gone', [column('a')], [], [['The column was removed.', true]]],
  ['a required column', [], [column('a')], [['The column is new and required.', true]]],
  ['a column with a default', [], [column('a', { default: 1 })], [['The column is new.', false]]],
  [
    'another type',
    [column('a')],
    [column('a', { type: 'integer' })],
    [['The type is integer; it was text.', true]],
  ],
  [
    'a shorter text',
    [column('a', { type: 'character varying(9)', length: 9 })],
    [column('a', { type: 'character varying(5)', length: 5 })],
    [['The type is character varying(5); it was character varying(9).', true]],
  ],
  ...(
    [
      [{ minimum: 5 }, { minimum: 1 }, false],
      [{ minimum: 1 }, { minimum: 5 }, true],
      [{ maximum: 9 }, { maximum: 5 }, true],
      [{ enum: ['a'] }, { enum: ['a', 'b'] }, false],
      [{ enum: ['a', 'b'] }, { enum: ['a'] }, true],
    ] as const
  ).map(([was, now, isBreaking]): [string, Column[], Column[], [string, boolean][]] => [
    `limits ${JSON.stringify(now)}, which were ${JSON.stringify(was)}`,
    [column('a', { limits: was as Column['limits'] & object })],
    [column('a', { limits: now as Column['limits'] & object })],
    [['The check constraint has changed.', isBreaking]],
  ]),
  ...(
    [
      ['postgres', 'numeric(10,2)', 'numeric(4,0)', true],
      ['postgres', 'numeric(10,2)', 'numeric(10,4)', true],
      ['postgres', 'numeric(10,2)', 'numeric(12,4)', false],
      ['postgres', 'numeric', 'numeric(10,2)', true],
      ['postgres', 'numeric(10,2)', 'numeric', false],
      ['postgres', 'numeric(10,2)[]', 'numeric(4,0)[]', true],
      ['postgres', 'numeric(10,2)[]', 'numeric[]', false],
      ['postgres', 'time(0) without time zone[]', 'time without time zone[]', false],
      ['postgres', 'name', 'text', false],
      ['postgres', 'text', 'name', true],
      ['postgres', 'integer', 'smallint', true],
      ['postgres', 'smallint', 'integer', false],
      ['postgres', 'double precision', 'real', true],
      ['postgres', 'text', 'citext', false],
      ['postgres', 'character varying(9)[]', 'character varying(5)[]', true],
      ['postgres', 'timestamp without time zone', 'timestamp(0) without time zone', true],
      ['postgres', 'timestamp(3) with time zone', 'timestamp with time zone', false],
      ['postgres', 'inet', 'interval', true],
      ['postgres', 'bit varying(8)', 'bit varying(4)', true],
      ['mysql', 'decimal(10,2)', 'decimal(4,0)', true],
      ['mysql', 'int(11)', 'tinyint(4)', true],
      ['mysql', 'mediumtext', 'tinytext', true],
      ['mysql', 'text', 'longtext', false],
      ['mysql', 'datetime', 'timestamp', true],
      ['mysql', 'datetime(6)', 'datetime', true],
      ['mysql', "set('a','b')", "set('a','b','c')", false],
      ['mysql', "set('a','b')", "set('a')", true],
      ['sqlite', 'decimal(10,2)', 'decimal(4,0)', false],
    ] as const
  ).map(([dialect, was, now, isBreaking]): TypeRow => [
    `${was} is ${now} in ${dialect}`,
    [column('a', { type: was })],
    [column('a', { type: now })],
    [[`The type is ${now}; it was ${was}.`, isBreaking]],
    dialect,
  ]),
  [
    'privileges are gone',
    [column('a', { denied: ['update'] })],
    [column('a', { denied: ['select'], hidden: true })],
    [
      ['The login is no longer permitted to read it.', true],
      ['The login is now permitted to update it.', false],
    ],
  ],
  [
    'privileges are gone that no tool needs',
    [column('a', { filled: 'identity' }), column('id')],
    [
      column('a', { filled: 'identity', denied: ['insert', 'update'] }),
      column('id', { denied: ['update'] }),
    ],
    [],
  ],
  ['more values', [state(['a'])], [state(['a', 'b'])], [['Values are new: b.', false]]],
  ['fewer values', [state(['a', 'b'])], [state(['a'])], [['Values were removed: b.', true]]],
  [
    'a default is gone',
    [column('a', { filled: 'expression' })],
    [column('a')],
    [['The default has changed.', true]],
  ],
  [
    'a comment',
    [column('a')],
    [column('a', { comment: 'A.' })],
    [['The comment has changed.', false]],
  ],
  ['a hidden column is gone', [column('a', { hidden: true })], [], []],
])('%s', (_, was, now, expected, dialect = 'postgres') => {
  const changes = changesSinceImport([table(was)], [table(now)], dialect);
  expect(changes.map(({ detail, isBreaking }) => [detail, isBreaking])).toEqual(expected);
});

it.each<[string, Table[], string]>([
  ['the table is gone', [], 'The table was removed.'],
  ['another key', [table([], { key: ['code'] })], 'The key is (code); it was (id).'],
  ['no key', [table([], { key: [] })], 'The key is none; it was (id).'],
  ['a cascade', [table([], { cascades: ['lines'] })], 'A deletion now deletes rows of lines.'],
  ['a holder', [table([], { keptBy: ['lines'] })], 'A deletion now is prevented by rows of lines.'],
  ['a view', [table([], { isView: true })], 'It is a view now.'],
])('%s', (_, now, detail) =>
  expect(changesSinceImport([table([])], now, 'postgres')).toEqual([
    { at: 'parts', table: 'parts', detail, isBreaking: true },
  ]),
);
