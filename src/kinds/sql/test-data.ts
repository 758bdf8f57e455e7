import type { SqlProvider } from './spec.js';

const EMPTY = [
  '-- The tables of the database, with rows of the users :alice and :bob. The tests run on them.',
  '-- Example:',
  '-- create table parts (id integer primary key, owner text not null, name text not null);',
  "-- insert into parts values (1, :alice, 'Bolt'), (2, :bob, 'Nut');",
].join('\n');

/** `tests/<provider>.sql`. */
export const testDataSource = ({ testData }: Pick<SqlProvider, 'testData'>): string =>
  testData?.trim() ?? EMPTY;
