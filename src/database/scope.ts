import type { Column, Dialect, SkippedPart, Table, TableScope } from './model.js';
import { type TypeFamily, typeFamily } from './types.js';

/** Returns whether the user column or the policies of a table limit users to their own rows. */
export const isApart = (
  { columns, policies }: Table,
  { users, userColumn }: Pick<TableScope, 'users' | 'userColumn'>,
): boolean =>
  users === 'policies'
    ? policies === 'user' || policies === 'other'
    : columns.some(({ name }) => name === userColumn);

/** Returns whether tools can serve a table: users are limited to their own rows, or all users may read them. */
export const isScoped = (table: Table, scope: TableScope): boolean =>
  scope.users === 'shared' || scope.sharedTables.includes(table.name) || isApart(table, scope);

/**
 * Returns why tools cannot serve these tables. A user column of another type can be converted if none of
 * the tables has a text column.
 */
export function unscopedTables(
  tables: readonly Table[],
  scope: TableScope,
  dialect: Dialect,
): SkippedPart[] {
  const { users, userColumn = '' } = scope;
  const inexact = inexactTables(tables, scope, dialect);
  const userColumnFault = ({ columns }: Table) => {
    const ownColumn = columns.find(({ name }) => name === userColumn);
    return ownColumn && userIdFault(ownColumn, dialect);
  };
  const isMixed =
    users === 'parameter' &&
    tables.some((table) => isApart(table, scope) && userColumnFault(table) === undefined);
  return tables.flatMap((table) => {
    const unable = inexact.find(({ part }) => part === table.name);
    if (unable) return [unable];
    const misfitReason = isMixed ? userColumnFault(table) : undefined;
    if (misfitReason !== undefined)
      return [{ part: table.name, reason: `"${userColumn}" is ${misfitReason}` }];
    if (isScoped(table, scope)) return [];
    const reason = users === 'policies' ? whyUnprotected(table) : `no column "${userColumn}"`;
    return [{ part: table.name, reason }];
  });
}

/** Types of the user column with one text per value, so that converted IDs of two users are never equal. */
const EXACT_FAMILIES: readonly TypeFamily[] = [
  'text',
  'any',
  'uuid',
  'integer',
  'int64',
  'decimal',
];

/** Returns why no tool can distinguish the users of these tables. */
export const inexactTables = (
  tables: readonly Table[],
  { users, userColumn }: TableScope,
  dialect: Dialect,
): SkippedPart[] =>
  tables.flatMap(({ name, columns }) => {
    const ownColumn = users === 'parameter' && columns.find((column) => column.name === userColumn);
    const reason = ownColumn && whyInexact(ownColumn, dialect);
    return reason ? [{ part: name, reason }] : [];
  });

function whyInexact(column: Column, dialect: Dialect): string | undefined {
  if (column.denied?.includes('select'))
    return `the login is not permitted to read "${column.name}"`;
  return EXACT_FAMILIES.includes(typeFamily(column, dialect))
    ? undefined
    : `"${column.name}" is ${column.type}, which does not tell users apart: make it a text, or import a view in which it is one`;
}

/**
 * Returns tables as the lock contains them. Policies are included only if they limit users, because
 * they depend on the login; foreign keys only if rows belong to users. A foreign key with the user
 * column and one other column becomes one of that column.
 */
export const tablesForLock = (
  tables: readonly Table[],
  { users, userColumn }: TableScope,
): Table[] =>
  tables.map(({ policies, foreignKeys = [], ...table }) => {
    const inferredReference = ({ name, references }: Column): Column['references'] => {
      if (references || users === 'shared' || name === userColumn) return references;
      const key = foreignKeys.find(
        (foreignKey) =>
          foreignKey.columns.includes(name) &&
          foreignKey.columns.every(
            (columnName) => columnName === name || columnName === userColumn,
          ) &&
          tables.some((candidate) => candidate.name === foreignKey.table),
      );
      return key && { table: key.table, column: key.refers[key.columns.indexOf(name)] ?? '' };
    };
    return {
      ...table,
      columns: table.columns.map((column) => {
        const references = inferredReference(column);
        return { ...column, ...(references && { references }) };
      }),
      ...(policies && users === 'policies' && { policies }),
      ...(foreignKeys.length > 0 && users !== 'shared' && { foreignKeys }),
    };
  });

/** Returns why policies do not limit users to their own rows of a table. */
export function whyUnprotected({ policies, isView }: Table): string {
  if (policies === 'bypassed') return 'row-level security does not apply to the login';
  if (policies === 'none') return 'no policy permits the login to read rows';
  return isView
    ? 'it reads tables as its owner, reads tables without policies, or calls SECURITY DEFINER functions'
    : 'row-level security is off';
}

/** A column name that occurs in tables, and whether the column can contain the user. */
export interface UserColumn {
  name: string;
  /** Type in the first table that `count` includes. */
  type: string;
  /** Tables in which it can contain the user; if there are none, all tables with the column. */
  count: number;
  /** Whether its name indicates the user. */
  isNamed: boolean;
  /** The reason why the column cannot contain the user. */
  misfit?: string;
}

/** Names of user columns, the most likely ones first. */
const NAMES = [
  ...['owner', 'owner_id', 'user_id', 'user', 'username', 'user_name', 'account_id'],
  ...[
    'user_email',
    'owner_email',
    'created_by',
    'author_id',
    'subject',
    'principal',
    'principal_id',
    'ownerId',
    'userId',
  ],
];

/** Names of tables of people in foreign keys. */
const PEOPLE_TABLE =
  /(^|[._])(accounts?|app_users?|auth_users?|members?|people|persons?|profiles?|users?)$/i;

/**
 * Minimum length of a text for a user, in characters: over HTTP, an ID is `<issuer>|<subject>`,
 * which is rarely shorter.
 */
const MIN_USER_ID_LENGTH = 45;

/** Returns why a column cannot contain the ID of a user, which is a text; undefined if it can. */
export function userIdFault(column: Column, dialect: Dialect): string | undefined {
  const { type, length = Infinity, references } = column;
  if (references && !PEOPLE_TABLE.test(references.table))
    return `${type}, refers to ${references.table}: not a user`;
  if (!['text', 'any'].includes(typeFamily(column, dialect))) return `${type}; user IDs are text`;
  return length < MIN_USER_ID_LENGTH ? `${type}; user IDs are longer` : undefined;
}

/** Returns the columns of tables by name: first those that can contain the user, the most likely ones first. */
export function userColumns(tables: readonly Table[], dialect: Dialect): UserColumn[] {
  const names = new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return Array.from(names, (name) => userColumn(name, tables, dialect)).toSorted(
    (left, right) =>
      Number(left.misfit !== undefined) - Number(right.misfit !== undefined) ||
      rank(left) - rank(right) ||
      right.count - left.count,
  );
}

function userColumn(name: string, tables: readonly Table[], dialect: Dialect): UserColumn {
  const columns = tables.flatMap((table) => table.columns.filter((column) => column.name === name));
  const usableColumns = columns.filter((column) => userIdFault(column, dialect) === undefined);
  const [first] = usableColumns.length > 0 ? usableColumns : columns;
  const reason = first && userIdFault(first, dialect);
  return {
    name,
    type: first?.type ?? '',
    count: usableColumns.length || columns.length,
    isNamed: NAMES.includes(name),
    ...(reason !== undefined && { misfit: reason }),
  };
}

const rank = ({ name }: UserColumn): number => NAMES.indexOf(name) + 1 || NAMES.length + 1;
