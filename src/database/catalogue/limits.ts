import type { Column, Dialect, Table } from '../model.js';
import { checkOf } from '../../source/shape/valid.js';
import { familyOf, inputOf } from '../types.js';
import { limitsIn, type Limits } from './check.js';

/** A check constraint. */
export interface CheckRow {
  path: readonly string[];
  /** As SQL. */
  condition: string;
}

/**
 * The tables with the limits that their check constraints state. Other constraints stay with the database. A default
 * outside of the limits is none; the database fills in one that no argument can have, such as an infinite date.
 */
export function withLimits(
  tables: readonly Table[],
  checks: readonly CheckRow[],
  dialect: Dialect,
): Table[] {
  return tables.map((table) => {
    const own = checks.filter(({ path }) => path.join('.') === table.name);
    const found = own.flatMap(({ condition }) => [...limitsIn(condition)]);
    const columns = table.columns.map((column) => usable(limited(column, found, dialect), dialect));
    return { ...table, columns };
  });
}

function usable(column: Column, dialect: Dialect): Column {
  const { default: usual, ...others } = column;
  const { limits, ...plain } = others;
  const suits = (one: Column) => checkOf(inputOf(one, dialect), new Map())(usual);
  if (usual === undefined || suits(column)) return column;
  return limits && suits(plain) ? others : { ...others, filled: 'expression' };
}

function limited(
  column: Column,
  found: readonly (readonly [string, Limits])[],
  dialect: Dialect,
): Column {
  const isOwn = (name: string) =>
    dialect === 'postgres'
      ? name === column.name
      : name.toLowerCase() === column.name.toLowerCase();
  const stated = found.filter(([name]) => isOwn(name)).map(([, limits]) => limits);
  const limits = Object.assign(
    {},
    ...stated.filter((each) => suits(each, column, dialect)),
  ) as Limits;
  return Object.keys(limits).length > 0 ? { ...column, limits } : column;
}

/** Whether the limits are those of arguments: exact numbers and dates are strings in JSON. */
function suits(
  { enum: values = [], ...bounds }: Limits,
  column: Column,
  dialect: Dialect,
): boolean {
  const family = familyOf(column, dialect);
  const limits = [...values, ...Object.values(bounds)];
  if (family === 'text') return limits.every((each) => typeof each === 'string');
  if (family === 'integer' || family === 'int64')
    return limits.every((each) => Number.isSafeInteger(each));
  return family === 'number' && limits.every((each) => typeof each === 'number');
}
