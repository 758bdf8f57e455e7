import type { JsonSchemaObject } from '../model/json-schema.js';
import { DEFAULT_PAGE_SIZE } from '../model/spec.js';
import type { Column, ProposedTool } from './model.js';
import { isKeyable } from './samples.js';
import { type ObjectProperty, objectSchema, type ServedTable } from './served-table.js';
import { isBindable, isFlag, isOrdered as isOrderedAlike, typeFamily } from './types.js';

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

/** Returns a tool for pages: after the key of the last row if keys order the rows, or else by position. */
export function listTool(servedTable: ServedTable): ProposedTool {
  const { table, dialect, tableWords, sql, key, conditions } = servedTable;
  const isByKey =
    servedTable.isExact && !table.isView && key.every((column) => isOrderedAlike(column, dialect));
  const filters = filterColumns(servedTable);
  const allConditions = [...conditions, ...filters.map((column) => sql.filter(column))];
  const { rows } = servedTable;
  const omittedColumns = servedTable.readable.filter(
    (column) => !servedTable.listed.includes(column),
  );
  const omittedText =
    omittedColumns.length === 0
      ? ''
      : `, without ${AND_LIST.format(omittedColumns.map(({ name }) => name))}`;
  const orderText = key.length > 0 ? '' : UNORDERED_NOTES[table.isView ? 'view' : 'table'];
  return {
    name: `list_${tableWords.plural}`,
    description: `List ${rows}${omittedText}.${orderText}${isByKey ? '' : SHIFTED_PAGES_NOTE}${servedTable.about}`,
    inputSchema: objectSchema([...filterArguments(servedTable), LIMIT, CURSOR]),
    outputSchema: objectSchema([
      [tableWords.plural, { type: 'array', items: servedTable.listedRow }, true],
      ['next_cursor', { type: 'string' }, false],
      ['truncated', TRUNCATED, false],
    ]),
    ...servedTable.sample(filters),
    query: {
      statement: sql.select(servedTable.listed, allConditions, isByKey ? [] : sql.order(key)),
      by: isByKey ? key.map((column) => sql.nameOf(column)) : [],
      ...(servedTable.isShared && { shared: true }),
    },
  };
}

const AND_LIST = new Intl.ListFormat('en');

/** Sentences about the rows of a list that are in no order that a statement could continue. */
const UNORDERED_NOTES = {
  view: ' They are in the order of the view, if it has one.',
  table: ' They are in no order.',
};

const SHIFTED_PAGES_NOTE = ' Rows that come or go between two calls shift the pages.';

/** Returns a tool that counts the rows that `list` finds with the same filters. */
export function countTool(servedTable: ServedTable): ProposedTool {
  const { sql, conditions } = servedTable;
  const filters = filterColumns(servedTable);
  return {
    name: `count_${servedTable.tableWords.plural}`,
    description: `Count ${servedTable.rows}.${servedTable.about}`,
    inputSchema: objectSchema(filterArguments(servedTable)),
    outputSchema: objectSchema([['count', { type: ['integer', 'string'] }, true]]),
    ...servedTable.sample(filters),
    query: {
      statement: sql.count([...conditions, ...filters.map((column) => sql.filter(column))]),
      ...(servedTable.isShared && { shared: true }),
    },
  };
}

/** Returns columns for filters: those with few values, with values of another table, or with unique values. */
const filterColumns = (servedTable: ServedTable): readonly Column[] => {
  const { readable, dialect } = servedTable;
  return readable.filter(
    (column) =>
      isBindable(column, dialect) &&
      (column.references !== undefined ||
        (servedTable.isUnique(column) && isKeyable(column, dialect)) ||
        column.limits?.enum !== undefined ||
        typeFamily(column, dialect) === 'enum' ||
        isFlag(column, dialect)),
  );
};

const filterArguments = (servedTable: ServedTable): ObjectProperty[] =>
  filterColumns(servedTable).map((column) => [
    servedTable.sql.nameOf(column),
    servedTable.argument(column),
    false,
  ]);

export const getTool = (servedTable: ServedTable): ProposedTool => ({
  name: `get_${servedTable.tableWords.singular}`,
  description: `Get one ${servedTable.label}.${servedTable.about}`,
  inputSchema: objectSchema(servedTable.keyArguments),
  outputSchema: servedTable.row,
  ...servedTable.sample(),
  query: {
    statement: servedTable.sql.select(servedTable.readable, servedTable.keyConditions),
    ...(servedTable.isShared && { shared: true }),
  },
});
