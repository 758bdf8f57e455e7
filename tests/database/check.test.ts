import { expect, it } from 'vitest';
import { type ColumnLimits, limitsIn, withLimits } from '../../src/database/catalog/limits.js';
import { draftTools } from '../../src/database/import.js';
import type { Dialect } from '../../src/database/model.js';

const STATES = { state: { enum: ['new', "it's"] } };

it.each<[string, Record<string, ColumnLimits>]>([
  [`state in ('new', 'it''s')`, STATES],
  [`(state = ANY (ARRAY['new'::text, 'it''s'::text]))`, STATES],
  [
    `((state)::text = ANY ((ARRAY['new'::character varying, 'it''s'::character varying])::text[]))`,
    STATES,
  ],
  [`((state)::text = ANY (ARRAY[('new'::character varying)::text]))`, { state: { enum: ['new'] } }],
  [`(\`state\` in (_utf8mb4\\'new\\',_utf8mb4\\'old\\'))`, { state: { enum: ['new', 'old'] } }],
  ['level in (1, 2, -3)', { level: { enum: [1, 2, -3] } }],
  ['(price >= (0)::numeric)', { price: { minimum: 0 } }],
  ['((rank > 1) AND (rank <= 5))', { rank: { exclusiveMinimum: 1, maximum: 5 } }],
  ['`rank` between 1 and 5', { rank: { minimum: 1, maximum: 5 } }],
  ['"Rank" < 2.5 and other >= 1', { Rank: { exclusiveMaximum: 2.5 }, other: { minimum: 1 } }],
  ['length(name) <= 5', { name: { maxLength: 5 } }],
  ['(char_length((name)::text) between 1 and 80)', { name: { minLength: 1, maxLength: 80 } }],
  ['length(code) = 2 and code = upper(code)', { code: { minLength: 2, maxLength: 2 } }],
  ['length(TRIM(BOTH FROM name)) > 0', { name: { minLength: 1 } }],
  ['length(trim(name)) < 5', { name: {} }],
  [`((name)::text <> ''::text)`, { name: { minLength: 1 } }],
  ['price is null or price > 0', { price: { exclusiveMinimum: 0 } }],
  ...[
    'price is null or rank > 5',
    'octet_length(name) <= 5',
    'length(name) <= other',
    '!(rank > 1 and rank < 5)',
    `state in ('new') or rank > 5`,
    `not (rank > 5)`,
    `not rank in (1)`,
    'rank not in (1, 2)',
    'rank > other',
    'rank <> 5',
    'rank + 1 > 5',
    'rank % 2 in (1)',
    `name like 'a%'`,
    `name ~ '^a'`,
    'rank is not null and rank > 5',
    'state in (select name from states)',
    `state in ('a' || 'b')`,
    'rank > 1 rank < 5',
    'case when rank > 5 then true end',
  ].map((condition): [string, Record<string, ColumnLimits>] => [condition, {}]),
])('the limits of a column from the constraint %s', (condition, expected) =>
  expect(Object.fromEntries(limitsIn(condition, 'postgres'))).toEqual(expected),
);

it.each<[Dialect, string, string]>([
  ['sqlite', 'ends > starts', 'ends > starts'],
  ['postgres', `starts = 'today'::text OR ends > starts`, `starts = 'today' OR ends > starts`],
  ['mysql', "(`ends` <> _utf8mb4\\'never\\')", `(ends <> 'never')`],
])(
  'a constraint that no schema can state is in the description of the tool: %s: %s',
  (dialect, condition, says) => {
    const columns = ['id', 'starts', 'ends'].map((name) => ({
      name,
      type: 'text',
      nullable: false,
    }));
    const table = { name: 'visits', path: ['visits'], columns, key: ['id'], unique: [] };
    const conditions = [`id <> ''`, condition, 'secret like starts'].map((each) => ({
      path: table.path,
      condition: each,
    }));
    const secret = { name: 'secret', type: 'text', nullable: true, hidden: true } as const;
    const all = withLimits([{ ...table, columns: [...columns, secret] }], conditions, dialect);
    const { drafts } = draftTools(
      all,
      { dialect, tables: all },
      { users: 'shared', sharedTables: [] },
      [],
    );
    const { tool } = drafts.find(({ key }) => key === 'visits.create') ?? {};
    expect(tool?.description).toBe(`Create one visit. Requires ${says}.`);
  },
);
