import type { Dialect, Scope, Table } from './model.js';
import { misfit } from './user-columns.js';

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
  const misfitOf = ({ columns }: Table) => {
    const own = columns.find(({ name }) => name === userColumn);
    return own && misfit(own, dialect);
  };
  const isMixed =
    users === 'parameter' &&
    tables.some((table) => isApart(table, scope) && misfitOf(table) === undefined);
  return tables.flatMap((table) => {
    const wrong = isMixed ? misfitOf(table) : undefined;
    if (wrong !== undefined) return [{ at: table.name, reason: `"${userColumn}" is ${wrong}` }];
    if (isScoped(table, scope)) return [];
    const reason = users === 'policies' ? unprotected(table) : `no column "${userColumn}"`;
    return [{ at: table.name, reason }];
  });
}

/** Tables as the lock contains them: with policies only where these limit users, because they depend on the login. */
export const inScope = (tables: readonly Table[], { users }: Scope): Table[] =>
  users === 'policies' ? [...tables] : tables.map(({ policies: _, ...table }) => table);

/** Why policies do not limit users to their own rows of a table. */
export function unprotected({ policies, isView }: Table): string {
  if (policies === 'bypassed') return 'row-level security does not apply to the login';
  if (policies === 'none') return 'no policy permits the login to read rows';
  return isView
    ? 'it reads tables as its owner, reads tables without policies, or calls SECURITY DEFINER functions'
    : 'row-level security is off';
}
