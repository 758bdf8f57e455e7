import { expect, it } from 'vitest';
import { limitsIn, type Limits } from '../../src/database/catalogue/limits.js';

const STATES = { state: { enum: ['new', "it's"] } };

it.each<[string, Record<string, Limits>]>([
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
  ...[
    `state in ('new') or rank > 5`,
    `not (rank > 5)`,
    `not rank in (1)`,
    'rank not in (1, 2)',
    'length(name) <= 5',
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
  ].map((condition): [string, Record<string, Limits>] => [condition, {}]),
])('%s', (condition, expected) =>
  expect(Object.fromEntries(limitsIn(condition))).toEqual(expected),
);
