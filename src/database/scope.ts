import type { Scope, Table } from './model.js';

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
