import { expect, it } from 'vitest';
import { limiting } from '../../src/rules/security/statements/limiting.js';

const OWNERS = new Map([['notes', new Set(['owner'])]]);

function limited(text: string): string | undefined {
  const inserted = limiting(text, OWNERS)?.inserted;
  return inserted?.reduceRight(
    (done, each) => done.slice(0, each.position) + each.text + done.slice(each.position),
    text,
  );
}

it.each([
  ['select * from notes', 'select * from notes where OWN'],
  ['select * from notes where id = :id;', 'select * from notes where id = :id and OWN;'],
  ['select * from notes where x = :limit', 'select * from notes where x = :limit and OWN'],
  ['select * from notes where x = :offset', 'select * from notes where x = :offset and OWN'],
  [
    'select * from notes where a = 1 or b = 2',
    'select * from notes where (a = 1 or b = 2) and OWN',
  ],
  ['select * from notes where a xor b', 'select * from notes where (a xor b) and OWN'],
  ['select * from notes where a = 1 || b', 'select * from notes where (a = 1 || b) and OWN'],
  [
    'select * from notes where a lock in share mode',
    'select * from notes where a and OWN lock in share mode',
  ],
  ['select * from notes -- all', 'select * from notes where OWN -- all'],
])('limits %s', (text, expected) => {
  expect(limited(text)).toBe(expected.replace('OWN', 'owner = :principal.user_id'));
});

it.each([
  'select * from notes left join notes m on m.id = notes.parent where notes.id = :id',
  'select * from notes tablesample system (1)',
  'select * from notes use index (a) where id = 1',
  'select * from notes; select 1',
  'select * from notes where id in (select note from tags)',
])('does not change %s', (text) => {
  expect(limited(text)).toBeUndefined();
});
