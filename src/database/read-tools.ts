import type { JsonSchemaObject } from '../model/json-schema.js';
import { DEFAULT_PAGE_SIZE } from '../model/spec.js';
import type { Column, ProposedTool } from './model.js';
import { isKeyable } from './samples.js';
import { type ObjectProperty, objectSchema, type Subject } from './subject.js';
import { familyOf, isBindable, isFlag, isOrdered as isOrderedAlike } from './types.js';

const LIMIT: ObjectProperty = [
  'limit',
  {
    type: 'integer',
    minimum: 1,
    maximum: 100,
    default: DEFAULT_PAGE_SIZE,
    description: 'Rows on a page.',
  },
  false,
];
const CURSOR: ObjectProperty = [
  'cursor',
  { type: 'string', description: '`next_cursor` of the previous page.' },
  false,
];

const TRUNCATED: JsonSchemaObject = {
  type: 'boolean',
  description: 'True if rows or ends of long values are missing.',
};

/** A tool for pages: after the key of the last row if keys order the rows, or else by position. */
export function listTool(subject: Subject): ProposedTool {
  const { table, dialect, tableWords, sql, key, conditions } = subject;
  const isByKey =
    subject.isExact && !table.isView && key.every((column) => isOrderedAlike(column, dialect));
  const filters = filtersOf(subject);
  const allConditions = [...conditions, ...filters.map((column) => sql.filter(column))];
  const { rows } = subject;
  const omittedColumns = subject.readable.filter((column) => !subject.listed.includes(column));
  const omittedText =
    omittedColumns.length === 0
      ? ''
      : `, without ${AND.format(omittedColumns.map(({ name }) => name))}`;
  const orderText = key.length > 0 ? '' : NO_ORDER[table.isView ? 'view' : 'table'];
  return {
    name: `list_${tableWords.plural}`,
    description: `List ${rows}${omittedText}.${orderText}${isByKey ? '' : BY_POSITION}${subject.about}`,
    inputSchema: objectSchema([...filterArguments(subject), LIMIT, CURSOR]),
    outputSchema: objectSchema([
      [tableWords.plural, { type: 'array', items: subject.listedRow }, true],
      ['next_cursor', { type: 'string' }, false],
      ['truncated', TRUNCATED, false],
    ]),
    ...subject.sample(filters),
    query: {
      statement: sql.select(subject.listed, allConditions, isByKey ? [] : sql.order(key)),
      by: isByKey ? key.map((column) => sql.nameOf(column)) : [],
      ...(subject.isShared && { shared: true }),
    },
  };
}

const AND = new Intl.ListFormat('en');

/** Sentences about the rows of a list that are in no order that a statement could continue. */
const NO_ORDER = {
  view: ' They are in the order of the view, if it has one.',
  table: ' They are in no order.',
};

const BY_POSITION = ' Rows that come or go between two calls shift the pages.';

/** A tool that counts the rows that `list` finds with the same filters. */
export function countTool(subject: Subject): ProposedTool {
  const { sql, conditions } = subject;
  const filters = filtersOf(subject);
  return {
    name: `count_${subject.tableWords.plural}`,
    description: `Count ${subject.rows}.${subject.about}`,
    inputSchema: objectSchema(filterArguments(subject)),
    outputSchema: objectSchema([['count', { type: ['integer', 'string'] }, true]]),
    ...subject.sample(filters),
    query: {
      statement: sql.count([...conditions, ...filters.map((column) => sql.filter(column))]),
      ...(subject.isShared && { shared: true }),
    },
  };
}

/** Columns for filters: those with few values, with values of another table, or with unique values. */
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

const filterArguments = (subject: Subject): ObjectProperty[] =>
  filtersOf(subject).map((column) => [subject.sql.nameOf(column), subject.argument(column), false]);

export const getTool = (subject: Subject): ProposedTool => ({
  name: `get_${subject.tableWords.singular}`,
  description: `Get one ${subject.label}.${subject.about}`,
  inputSchema: objectSchema(subject.keyArguments),
  outputSchema: subject.row,
  ...subject.sample(),
  query: {
    statement: subject.sql.select(subject.readable, subject.keyConditions),
    ...(subject.isShared && { shared: true }),
  },
});
