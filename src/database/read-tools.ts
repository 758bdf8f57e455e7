import { isOrdered, familyOf, isBindable, isFlag } from './types.js';
import type { JsonSchemaObject } from '../model/json-schema.js';
import { capitalize } from '../model/names.js';
import type { Property, Subject } from './subject.js';
import { object } from './subject.js';
import type { Column, ProposedTool } from './model.js';

const limit = (description: string): Property => [
  'limit',
  { type: 'integer', minimum: 1, maximum: 100, default: 20, description },
  false,
];
const CURSOR: Property = [
  'cursor',
  { type: 'string', description: '`next_cursor` of the previous page.' },
  false,
];

const TRUNCATED: JsonSchemaObject = {
  type: 'boolean',
  description: 'True if rows or ends of long values are missing.',
};

/** Pages where the rows have an order, else the first rows. */
export function listTool(subject: Subject): ProposedTool {
  const { table, dialect, words, sql, key, conditions, readable } = subject;
  const isPaged =
    subject.isExact && !table.isView && key.every((column) => isOrdered(column, dialect));
  const filters = filtersOf(subject);
  const filtered = [...conditions, ...filters.map((column) => sql.filter(column))];
  const { rows } = subject;
  const page: Property[] = isPaged
    ? [limit(`${capitalize(rows)} on a page.`), CURSOR]
    : [
        limit(
          `Maximum number of ${rows}${table.isView && key.length === 0 ? ', in the order of the view' : ''}.`,
        ),
      ];
  return {
    name: `list_${words.many}`,
    description: `List ${rows}.${subject.about}`,
    inputSchema: object([...filterArguments(subject), ...page]),
    outputSchema: object([
      [words.many, { type: 'array', items: subject.row }, true],
      ...(isPaged ? [['next_cursor', { type: 'string' }, false] as const] : []),
      ['truncated', TRUNCATED, false],
    ]),
    ...subject.sample(filters),
    query: {
      statement: sql.select(readable, filtered, isPaged ? [] : sql.order(key)),
      ...(isPaged && { by: key.map((column) => sql.nameOf(column)) }),
      ...(subject.isShared && { shared: true }),
    },
  };
}

/** The rows that `list` finds with the same filters, however many they are. */
export function countTool(subject: Subject): ProposedTool {
  const { sql, conditions } = subject;
  const filters = filtersOf(subject);
  return {
    name: `count_${subject.words.many}`,
    description: `Count ${subject.rows}.${subject.about}`,
    inputSchema: object(filterArguments(subject)),
    outputSchema: object([['count', { type: ['integer', 'string'] }, true]]),
    ...subject.sample(filters),
    query: {
      statement: sql.count([...conditions, ...filters.map((column) => sql.filter(column))]),
      ...(subject.isShared && { shared: true }),
    },
  };
}

/** Columns with few values, or with those of another table. */
const filtersOf = ({ readable, dialect }: Subject): readonly Column[] =>
  readable.filter(
    (column) =>
      isBindable(column, dialect) &&
      (column.references !== undefined ||
        column.limits?.enum !== undefined ||
        familyOf(column, dialect) === 'enum' ||
        isFlag(column, dialect)),
  );

const filterArguments = (subject: Subject): Property[] =>
  filtersOf(subject).map((column) => [subject.sql.nameOf(column), subject.argument(column), false]);

export const getTool = (subject: Subject): ProposedTool => ({
  name: `get_${subject.words.one}`,
  description: `Get one ${subject.label}.${subject.about}`,
  inputSchema: object(subject.keyArguments),
  outputSchema: subject.row,
  ...subject.sample(),
  query: {
    statement: subject.sql.select(subject.readable, subject.keyConditions),
    ...(subject.isShared && { shared: true }),
  },
});
