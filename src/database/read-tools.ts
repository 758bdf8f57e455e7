import type { JsonSchemaObject } from '../model/json-schema.js';
import { capitalize } from '../model/names.js';
import type { Column, ProposedTool } from './model.js';
import { isKeyable } from './samples.js';
import { object, type Property, type Subject } from './subject.js';
import { familyOf, isBindable, isFlag, isOrdered as isOrderedAlike } from './types.js';

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

const truncated = (rows: string): JsonSchemaObject => ({
  type: 'boolean',
  description: `True if ${rows} or ends of long values are missing.`,
});

/** Pages where the rows have an order, else the first rows. */
export function listTool(subject: Subject): ProposedTool {
  const { table, dialect, words, sql, key, conditions } = subject;
  const isPaged =
    subject.isExact && !table.isView && key.every((column) => isOrderedAlike(column, dialect));
  const filters = filtersOf(subject);
  const filtered = [...conditions, ...filters.map((column) => sql.filter(column))];
  const { rows } = subject;
  const left = subject.readable.filter((column) => !subject.listed.includes(column));
  const without = left.length === 0 ? '' : `, without ${AND.format(left.map(({ name }) => name))}`;
  const isOrdered = isPaged || key.length > 0;
  const page: Property[] = isPaged
    ? [limit(`${capitalize(rows)} on a page.`), CURSOR]
    : [limit(`Maximum number of ${rows}.`)];
  return {
    name: `list_${words.many}`,
    description: `List ${rows}${without}.${isOrdered ? '' : NO_ORDER[table.isView ? 'view' : 'table']}${subject.about}`,
    inputSchema: object([...filterArguments(subject), ...page]),
    outputSchema: object([
      [words.many, { type: 'array', items: subject.listedRow }, true],
      ...(isPaged ? [['next_cursor', { type: 'string' }, false] as const] : []),
      ['truncated', truncated(isPaged ? 'rows' : 'rows beyond `limit`'), false],
    ]),
    ...subject.sample(filters),
    query: {
      statement: sql.select(subject.listed, filtered, isPaged ? [] : sql.order(key)),
      ...(isPaged && { by: key.map((column) => sql.nameOf(column)) }),
      ...(subject.isShared && { shared: true }),
    },
  };
}

const AND = new Intl.ListFormat('en');

/** Whose rows are in no order that a statement could continue. */
const NO_ORDER = {
  view: ' They are in the order of the view, if it has one.',
  table: ' They are in no order.',
};

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

/** Columns with few values, with those of another table, or with another value in each row. */
const filtersOf = (subject: Subject): readonly Column[] => {
  const { readable, dialect } = subject;
  return readable.filter(
    (column) =>
      isBindable(column, dialect) &&
      (column.references !== undefined ||
        (subject.isUnique(column) && isKeyable(column, dialect)) ||
        column.limits?.enum !== undefined ||
        familyOf(column, dialect) === 'enum' ||
        isFlag(column, dialect)),
  );
};

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
