import type { SqlProvider } from './spec.js';

type Data = Pick<SqlProvider, 'testData'>;

const EMPTY = [
  '-- Write the tables here, with rows of the users :alice and :bob. Until then, the tests of the tools are to do.',
  '-- Example:',
  '-- create table parts (id integer primary key, owner text not null, name text not null);',
  "-- insert into parts values (1, :alice, 'Bolt'), (2, :bob, 'Nut');",
].join('\n');

const written = ({ testData = '' }: Data): string => testData.trim();

/** `tests/<provider>.sql`. */
export const testDataSource = (data: Data): string => written(data) || EMPTY;

export const next = ({ name, ...data }: Data & Pick<SqlProvider, 'name'>): string[] =>
  written(data) !== '' ? [] : [`Write the tables and rows for the tests in tests/${name}.sql.`];
