import type { Scope, Table } from './model.js';

/** Whether the user column or the policies of a table keep the rows of users apart. */
export const isApart = (
  { columns, policies }: Table,
  { users, userColumn }: Pick<Scope, 'users' | 'userColumn'>,
): boolean =>
  users === 'policies'
    ? policies === 'user' || policies === 'other'
    : columns.some(({ name }) => name === userColumn);

/** Whether tools may be made of a table: its rows are kept apart, or all users may read them. */
export const isScoped = (table: Table, scope: Scope): boolean =>
  scope.users === 'shared' || scope.sharedTables.includes(table.name) || isApart(table, scope);

/** Tables as the lock contains them: with policies only where these keep rows apart, because they depend on the login. */
export const inScope = (tables: readonly Table[], { users }: Scope): Table[] =>
  users === 'policies' ? [...tables] : tables.map(({ policies: _, ...table }) => table);

/** Why policies do not keep the rows of a table apart. */
export function unprotected({ policies, isView }: Table): string {
  if (policies === 'bypassed') return 'row-level security does not apply to the login';
  if (policies === 'none') return 'no policy permits the login to read rows';
  return isView
    ? 'it reads tables as its owner, or tables without policies'
    : 'row-level security is off';
}
