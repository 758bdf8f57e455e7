import type { Column, Dialect } from './model.js';
import { familyOf, type Family } from './types.js';

/** MySQL has no keys of texts without a limit. */
export const tableType = (family: Family, dialect: Dialect): string =>
  dialect === 'mysql' && family === 'text' ? 'varchar(190)' : 'text';

/** The type of a column in tables of the tests; extensions and types of users are not known there. */
export function declared(column: Column, isKey: boolean, dialect: Dialect): string {
  const { type } = column;
  const family = familyOf(column, dialect);
  if (family === 'other' || family === 'any') return tableType('text', dialect);
  if (dialect === 'sqlite') return isKey && column.filled === 'identity' ? 'integer' : plain(type);
  if (dialect === 'mysql') return type;
  if (family === 'text') return /^(text|character)/.test(type) ? type : 'text';
  if (family !== 'array') return type;
  const item = familyOf({ ...column, type: type.replace(/\[\]$/, '') }, dialect);
  return item === 'other' || item === 'array' ? 'text[]' : type;
}

/** SQLite accepts any words as a type. */
const plain = (type: string) => (/^[\w ]*(\([\d, ]+\))?$/.test(type) ? type : 'text');
