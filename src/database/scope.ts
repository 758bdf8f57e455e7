import type { Column, Dialect, Scope, Table } from './model.js';
import { type Family, familyOf } from './types.js';

/** Whether the user column or the policies of a table limit users to their own rows. */
export const isApart = (
  { columns, policies }: Table,
  { users, userColumn }: Pick<Scope, 'users' | 'userColumn'>,
): boolean =>
  users === 'policies'
    ? policies === 'user' || policies === 'other'
    : columns.some(({ name }) => name === userColumn);

/** Whether tools may be made of a table: users are limited to their own rows, or all users may read them. */
export const isScoped = (table: Table, scope: Scope): boolean =>
  scope.users === 'shared' || scope.sharedTables.includes(table.name) || isApart(table, scope);

/** Why tools cannot be made of each of these tables; a column of another type can be converted where no table has a text. */
export function unscopedTables(
  tables: readonly Table[],
  scope: Scope,
  dialect: Dialect,
): { at: string; reason: string }[] {
  const { users, userColumn = '' } = scope;
  const inexact = inexactTables(tables, scope, dialect);
  const misfitOf = ({ columns }: Table) => {
    const own = columns.find(({ name }) => name === userColumn);
    return own && misfit(own, dialect);
  };
  const isMixed =
    users === 'parameter' &&
    tables.some((table) => isApart(table, scope) && misfitOf(table) === undefined);
  return tables.flatMap((table) => {
    const unable = inexact.find(({ at }) => at === table.name);
    if (unable) return [unable];
    const wrong = isMixed ? misfitOf(table) : undefined;
    if (wrong !== undefined) return [{ at: table.name, reason: `"${userColumn}" is ${wrong}` }];
    if (isScoped(table, scope)) return [];
    const reason = users === 'policies' ? whyUnprotected(table) : `no column "${userColumn}"`;
    return [{ at: table.name, reason }];
  });
}

/** Types of the user column whose values are one text each: no converted ID of a user equals that of another. */
const EXACT: readonly Family[] = ['text', 'any', 'uuid', 'integer', 'int64', 'decimal'];

/** Why no tool can tell the users of each of these tables apart. */
export const inexactTables = (
  tables: readonly Table[],
  { users, userColumn }: Scope,
  dialect: Dialect,
): { at: string; reason: string }[] =>
  tables.flatMap(({ name, columns }) => {
    const own = users === 'parameter' && columns.find((column) => column.name === userColumn);
    return own && !EXACT.includes(familyOf(own, dialect))
      ? [
          {
            at: name,
            reason: `"${own.name}" is ${own.type}, which does not tell users apart: make it a text, or import a view in which it is one`,
          },
        ]
      : [];
  });

/**
 * Tables as the lock contains them: with policies only where these limit users, because they depend on the login, and with
 * foreign keys only where rows belong to users. A foreign key of the user and one other column is one of that column.
 */
export const inScope = (tables: readonly Table[], { users, userColumn }: Scope): Table[] =>
  tables.map(({ policies, foreignKeys = [], ...table }) => {
    const referenceOf = ({ name, references }: Column): Column['references'] => {
      if (references || users === 'shared' || name === userColumn) return references;
      const key = foreignKeys.find(
        (each) =>
          each.columns.includes(name) &&
          each.columns.every((other) => other === name || other === userColumn) &&
          tables.some((one) => one.name === each.table),
      );
      return key && { table: key.table, column: key.refers[key.columns.indexOf(name)] ?? '' };
    };
    return {
      ...table,
      columns: table.columns.map((column) => {
        const references = referenceOf(column);
        return { ...column, ...(references && { references }) };
      }),
      ...(policies && users === 'policies' && { policies }),
      ...(foreignKeys.length > 0 && users !== 'shared' && { foreignKeys }),
    };
  });

/** Why policies do not limit users to their own rows of a table. */
export function whyUnprotected({ policies, isView }: Table): string {
  if (policies === 'bypassed') return 'row-level security does not apply to the login';
  if (policies === 'none') return 'no policy permits the login to read rows';
  return isView
    ? 'it reads tables as its owner, reads tables without policies, or calls SECURITY DEFINER functions'
    : 'row-level security is off';
}

/** A column that occurs in tables, and whether it can contain the user. */
export interface UserColumn {
  name: string;
  /** Of the first table that counts. */
  type: string;
  /** Tables where it can contain the user; where it never can, all that have it. */
  count: number;
  /** Its name says that it contains the user. */
  isNamed: boolean;
  /** Why it cannot contain the user. */
  misfit?: string;
}

/** Names for the column of the user, the likeliest first. */
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

/** Tables of people, as foreign keys name them. */
const PEOPLE =
  /(^|[._])(accounts?|app_users?|auth_users?|members?|people|persons?|profiles?|users?)$/i;

/** The ID of a user over HTTP is `<issuer>|<subject>`: in characters, few are shorter. */
const SHORTEST_ID = 45;

/** Why a column cannot contain the ID of a user, which is a text; undefined where it can. */
export function misfit(column: Column, dialect: Dialect): string | undefined {
  const { type, length = Infinity, references } = column;
  if (references && !PEOPLE.test(references.table))
    return `${type}, refers to ${references.table}: not a user`;
  if (!['text', 'any'].includes(familyOf(column, dialect))) return `${type}; user IDs are text`;
  return length < SHORTEST_ID ? `${type}; user IDs are longer` : undefined;
}

/** The columns of tables by name: those that can contain the user first, the likeliest before the others. */
export function userColumns(tables: readonly Table[], dialect: Dialect): UserColumn[] {
  const names = new Set(tables.flatMap(({ columns }) => columns.map(({ name }) => name)));
  return Array.from(names, (name) => userColumn(name, tables, dialect)).toSorted(
    (one, other) =>
      Number(one.misfit !== undefined) - Number(other.misfit !== undefined) ||
      rank(one) - rank(other) ||
      other.count - one.count,
  );
}

function userColumn(name: string, tables: readonly Table[], dialect: Dialect): UserColumn {
  const columns = tables.flatMap((table) => table.columns.filter((column) => column.name === name));
  const fitting = columns.filter((column) => misfit(column, dialect) === undefined);
  const [first] = fitting.length > 0 ? fitting : columns;
  const reason = first && misfit(first, dialect);
  return {
    name,
    type: first?.type ?? '',
    count: fitting.length || columns.length,
    isNamed: NAMES.includes(name),
    ...(reason !== undefined && { misfit: reason }),
  };
}

const rank = ({ name }: UserColumn): number => NAMES.indexOf(name) + 1 || NAMES.length + 1;
