import { isDeepStrictEqual } from 'node:util';
import { omit } from '../model/json-schema/subschemas.js';
import type { Column, ColumnPrivilege, Dialect, Table } from './model.js';
import { whyUnprotected } from './scope.js';
import {
  argumentSchema,
  cutLengthOf,
  enumValues,
  isBindable,
  isRequired,
  itemColumn,
  qualifiedType,
  resultSchema,
  typeFamily,
  usesPrivilege,
} from './types.js';

/** A difference between the imported tables and those of the database. */
export interface TableChange {
  /** Table or column, such as `parts` or `parts.price`. */
  at: string;
  table: string;
  /** A sentence. */
  detail: string;
  /** Whether working calls fail, or results have another form. */
  isBreaking: boolean;
}

/** Returns the changes since the import. */
export function changesSinceImport(
  importedTables: readonly Table[],
  currentTables: readonly Table[],
  dialect: Dialect,
): TableChange[] {
  return importedTables.flatMap((importedTable) => {
    const table = currentTables.find(({ name }) => name === importedTable.name);
    const place = { at: importedTable.name, table: importedTable.name };
    if (!table) return [{ ...place, detail: 'The table was removed.', isBreaking: true }];
    return [...tableChanges(importedTable, table), ...columnChanges(importedTable, table, dialect)];
  });
}

function tableChanges(importedTable: Table, currentTable: Table): TableChange[] {
  const place = { at: importedTable.name, table: importedTable.name };
  const changes: TableChange[] = [];
  if (importedTable.isView !== currentTable.isView)
    changes.push({
      ...place,
      detail: `It is a ${currentTable.isView ? 'view' : 'table'} now.`,
      isBreaking: true,
    });
  if (!isDeepStrictEqual(importedTable.key, currentTable.key))
    changes.push({
      ...place,
      detail: `The key is ${keyText(currentTable)}; it was ${keyText(importedTable)}.`,
      isBreaking: importedTable.key.length > 0,
    });
  if (!isDeepStrictEqual(importedTable.unique, currentTable.unique))
    changes.push({ ...place, detail: 'Unique constraints have changed.', isBreaking: false });
  if (!isDeepStrictEqual(importedTable.checks, currentTable.checks))
    changes.push({ ...place, detail: 'Check constraints have changed.', isBreaking: true });
  for (const [effect, isBreaking, text] of DELETIONS) {
    const [importedNames = [], names = []] = [importedTable[effect], currentTable[effect]];
    const newNames = names.filter((name) => !importedNames.includes(name));
    const goneNames = importedNames.filter((name) => !names.includes(name));
    if (newNames.length > 0)
      changes.push({
        ...place,
        detail: `A deletion now ${text} ${newNames.join(', ')}.`,
        isBreaking,
      });
    if (goneNames.length > 0)
      changes.push({
        ...place,
        detail: `A deletion no longer ${text} ${goneNames.join(', ')}.`,
        isBreaking: false,
      });
  }
  if (importedTable.comment !== currentTable.comment)
    changes.push({ ...place, detail: 'The comment has changed.', isBreaking: false });
  if (importedTable.policies !== currentTable.policies)
    changes.push({
      ...place,
      detail: policyText(currentTable),
      isBreaking: currentTable.policies !== 'user',
    });
  return changes;
}

/** Effects of a deletion on the rows that refer to the row, and whether a new one breaks calls or their confirmations. */
const DELETIONS = [
  ['cascades', true, 'deletes rows of'],
  ['keptBy', true, 'is prevented by rows of'],
  ['leftBy', false, 'clears references of'],
] as const;

const keyText = ({ key }: Table): string => (key.length > 0 ? `(${key.join(', ')})` : 'none');

function policyText(table: Table): string {
  if (table.policies === 'user') return 'Policies limit users to their own rows now.';
  return table.policies === 'other'
    ? 'Cannot determine whether policies limit users to their own rows.'
    : `Policies do not limit users to their own rows: ${whyUnprotected(table)}.`;
}

function columnChanges(importedTable: Table, currentTable: Table, dialect: Dialect): TableChange[] {
  const find = ({ columns }: Table, name: string) => columns.find((column) => column.name === name);
  const placeOfColumn = (name: string) => ({
    at: `${importedTable.name}.${name}`,
    table: importedTable.name,
  });
  const keptChanges = importedTable.columns.flatMap((column) => {
    const current = find(currentTable, column.name);
    if (!current)
      return column.hidden
        ? []
        : [{ ...placeOfColumn(column.name), detail: 'The column was removed.', isBreaking: true }];
    const changes = [
      ...columnSentences(column, current, dialect),
      ...privilegeSentences(column, current, [importedTable, currentTable], dialect),
    ];
    return changes.map((change) => ({
      ...placeOfColumn(column.name),
      ...change,
    }));
  });
  const addedChanges = currentTable.columns
    .filter(({ name }) => !find(importedTable, name))
    .map((column) => {
      return {
        ...placeOfColumn(column.name),
        detail: isRequired(column) ? 'The column is new and required.' : 'The column is new.',
        isBreaking: isRequired(column) && !currentTable.isView,
      };
    });
  return [...keptChanges, ...addedChanges];
}

function columnSentences(
  importedColumn: Column,
  currentColumn: Column,
  dialect: Dialect,
): Pick<TableChange, 'detail' | 'isBreaking'>[] {
  if (importedColumn.hidden && currentColumn.hidden) return [];
  const changes: Pick<TableChange, 'detail' | 'isBreaking'>[] = [];
  const add = (isBreaking: boolean, detail: string) => changes.push({ detail, isBreaking });
  const isEnum = importedColumn.values !== undefined && currentColumn.values !== undefined;
  if (
    qualifiedType(importedColumn) !== qualifiedType(currentColumn) &&
    importedColumn.type !== currentColumn.type &&
    !isEnum
  ) {
    add(
      isOtherType(importedColumn, currentColumn, dialect),
      `The type is ${currentColumn.type}; it was ${importedColumn.type}.`,
    );
  }
  const removedValues = (importedColumn.values ?? []).filter(
    (value) => isEnum && !currentColumn.values?.includes(value),
  );
  const newValues = (currentColumn.values ?? []).filter(
    (value) => isEnum && !importedColumn.values?.includes(value),
  );
  if (removedValues.length > 0) add(true, `Values were removed: ${removedValues.join(', ')}.`);
  if (newValues.length > 0) add(false, `Values are new: ${newValues.join(', ')}.`);
  if (!importedColumn.nullable && currentColumn.nullable) add(true, 'The column can be null now.');
  if (importedColumn.nullable && !currentColumn.nullable)
    add(
      currentColumn.filled === undefined &&
        currentColumn.now === undefined &&
        currentColumn.constant === undefined &&
        currentColumn.default === undefined,
      'The column cannot be null any more.',
    );
  if (
    importedColumn.filled !== currentColumn.filled ||
    importedColumn.now !== currentColumn.now ||
    importedColumn.constant !== currentColumn.constant ||
    !isDeepStrictEqual(importedColumn.default, currentColumn.default)
  )
    add(
      isLost(importedColumn, currentColumn) ||
        (importedColumn.filled === undefined && currentColumn.filled !== undefined),
      'The default has changed.',
    );
  if (!isDeepStrictEqual(importedColumn.limits, currentColumn.limits))
    add(
      isNarrower(importedColumn.limits, currentColumn.limits),
      'The check constraint has changed.',
    );
  if (importedColumn.comment !== currentColumn.comment) add(false, 'The comment has changed.');
  if (!isDeepStrictEqual(importedColumn.references, currentColumn.references))
    add(false, 'The foreign key has changed.');
  return changes;
}

const VERBS = { select: 'read', insert: 'insert', update: 'update' } as const;

/** Returns privileges for a column that the login lost or got. Those for whole tables add or remove tools. */
function privilegeSentences(
  { denied: importedDenied = [] }: Column,
  current: Column,
  [importedTable, currentTable]: readonly [Table, Table],
  dialect: Dialect,
): Pick<TableChange, 'detail' | 'isBreaking'>[] {
  const hasDenied = (table: Table) => (privilege: string) =>
    table.denied?.some((name) => name === privilege) === true;
  const currentDenied = current.denied ?? [];
  const isUsed = (name: ColumnPrivilege) => usesPrivilege(current, currentTable.key, name, dialect);
  const lostPrivileges = currentDenied.filter(
    (name) => !importedDenied.includes(name) && !hasDenied(importedTable)(name) && isUsed(name),
  );
  const gained = importedDenied.filter(
    (name) => !currentDenied.includes(name) && !hasDenied(currentTable)(name) && isUsed(name),
  );
  return [
    ...lostPrivileges.map((name) => ({
      detail: `The login is no longer permitted to ${VERBS[name]} it.`,
      isBreaking: true,
    })),
    ...gained.map((name) => ({
      detail: `The login is now permitted to ${VERBS[name]} it.`,
      isBreaking: false,
    })),
  ];
}

/** Returns whether values of a type have another form in JSON now, or some of them no longer fit. */
function isOtherType(importedColumn: Column, currentColumn: Column, dialect: Dialect): boolean {
  const [imported, current] = [importedColumn, currentColumn].map((column) =>
    typeFamily(column, dialect) === 'array' ? itemColumn(column) : column,
  ) as [Column, Column];
  if (typeFamily(imported, dialect) === 'set' && typeFamily(current, dialect) === 'set')
    return !enumValues(imported.type).every((value) => enumValues(current.type).includes(value));
  const isSame = isDeepStrictEqual(
    jsonForms(importedColumn, dialect),
    jsonForms(currentColumn, dialect),
  );
  if (!isSame || dialect === 'sqlite') return !isSame;
  const hasOtherName =
    ['other', 'timestamp'].includes(typeFamily(current, dialect)) &&
    baseName(imported) !== baseName(current);
  const importedSizes = typeLimits(imported, dialect);
  return (
    hasOtherName ||
    typeLimits(current, dialect).some((size, nth) => size < (importedSizes[nth] ?? size))
  );
}

/** Returns the type without its size: `decimal` of `decimal(10,2) unsigned`. */
const baseName = ({ type }: Column): string =>
  type
    .toLowerCase()
    .replace(/ ?\(.*?\)/, '')
    .replace(' unsigned', '');

/** Bytes of numbers, and of texts in MySQL. */
const BYTES: Readonly<Record<string, number>> = {
  tinyint: 1,
  smallint: 2,
  mediumint: 3,
  float: 4,
  real: 4,
  tinytext: 255,
  text: 65_535,
  mediumtext: 16_777_215,
};

/** Returns the limits of the values of a type, such as digits before and after the point; larger numbers are wider. */
function typeLimits(column: Column, dialect: Dialect): number[] {
  const [, size, digits = 0] = /\((\d+)(?:,(-?\d+))?\)/.exec(column.type) ?? [];
  const family = typeFamily(column, dialect);
  if (family === 'decimal')
    return size === undefined
      ? [Infinity, Infinity]
      : [Number(size) - Number(digits), Number(digits)];
  if (['instant', 'timestamp', 'time'].includes(family))
    return [Number(size ?? (dialect === 'postgres' ? 6 : 0))];
  const cutLength = cutLengthOf(column, dialect);
  if (family === 'other') return [Number(size ?? cutLength)];
  const isUnlimited = dialect === 'postgres' && family === 'text';
  return [column.length ?? (isUnlimited ? cutLength : (BYTES[baseName(column)] ?? Infinity))];
}

/** Returns the JSON forms of a type in arguments and in results; `typeLimits` compares digits and lengths. */
function jsonForms({ name, type }: Column, dialect: Dialect) {
  const column = { name, type, nullable: false };
  const item = typeFamily(column, dialect) === 'array' ? itemColumn(column) : column;
  if (['decimal', 'timestamp', 'time'].includes(typeFamily(item, dialect)))
    column.type = type.replace(/\(.*?\)/, '');
  const input = isBindable(column, dialect)
    ? omit(argumentSchema(column, dialect), ['maxLength'])
    : undefined;
  return { input, output: resultSchema(column, dialect) };
}

/** The direction in which a bound becomes stricter. */
const BOUNDS = {
  minimum: 1,
  exclusiveMinimum: 1,
  minLength: 1,
  maximum: -1,
  exclusiveMaximum: -1,
  maxLength: -1,
} as const;

/** Returns whether a value that was within the limits may be outside of the current ones. */
function isNarrower(
  importedLimits: Column['limits'] = {},
  currentLimits: Column['limits'] = {},
): boolean {
  const isGone = (value: string | number) => currentLimits.enum?.includes(value) === false;
  const isTighter = ([name, direction]: [string, number]) => {
    const [importedBound, currentBound] = [importedLimits, currentLimits].map(
      (limits) => limits[name as keyof typeof BOUNDS],
    );
    return (
      currentBound !== undefined &&
      (importedBound === undefined || (currentBound - importedBound) * direction > 0)
    );
  };
  return (
    (importedLimits.enum === undefined
      ? currentLimits.enum !== undefined
      : importedLimits.enum.some(isGone)) || Object.entries(BOUNDS).some(isTighter)
  );
}

/** Returns whether a value that the database used to set must be stated now. */
const isLost = (importedColumn: Column, currentColumn: Column): boolean =>
  isRequired(currentColumn) && !isRequired({ ...importedColumn, nullable: false });
