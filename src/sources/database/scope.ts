import type { DatabaseCatalog, Dialect, Table, TableScope } from '../../database/model.js';
import {
  inexactTables,
  isApart,
  isScoped,
  userColumns,
  whyUnprotected,
} from '../../database/scope.js';
import {
  inexactUserColumn,
  noTable,
  noUserColumn,
  policiesNeedPostgres,
  unprotectedTables,
  unscopedTables as unscopedTablesError,
  userColumnRequired,
} from '../../model/errors/database.js';
import type { Questions } from '../../model/questions.js';
import { nearestOf } from '../../model/text/nearest.js';
import { matchesWildcard } from '../../model/text/wildcard.js';
import { type DatabaseOptions, namesIn } from './options.js';
import { askReadOnly, askScope, askShared } from './questions.js';

type UserScope = Pick<TableScope, 'users' | 'userColumn'>;

/**
 * Returns whose rows tools serve and whether they change them, according to options or answers. By default,
 * tools only read, and a file is served completely, because it belongs to the person who runs the
 * server.
 * @throws CliError `database/users`, `database/no-table`
 */
export async function chooseScope(
  tables: readonly Table[],
  catalog: DatabaseCatalog,
  options: DatabaseOptions,
  questions: Questions | undefined,
): Promise<TableScope> {
  const users =
    usersFromOptions(options, tables, catalog) ??
    (await askUsers(tables, catalog, options, questions));
  const sharedTables =
    users.users === 'shared' ? [] : await sharedTablesOf(tables, users, options, questions);
  const { allowChanges, counts } = options;
  const isReadOnly =
    allowChanges === undefined && questions ? await askReadOnly(questions) : !allowChanges;
  return {
    ...users,
    sharedTables,
    ...(isReadOnly && { readOnly: true }),
    ...(counts && { counts: true }),
  };
}

/** Returns tables without the user column or policies that options or answers share with all users. */
async function sharedTablesOf(
  tables: readonly Table[],
  users: UserScope,
  { sharedTables }: DatabaseOptions,
  questions: Questions | undefined,
): Promise<string[]> {
  const patterns = namesIn(sharedTables);
  const unknownPattern = patterns.find(
    (pattern) => !tables.some(({ name }) => matchesWildcard(pattern, name)),
  );
  if (unknownPattern !== undefined)
    throw noTable(
      unknownPattern,
      nearestOf(
        unknownPattern,
        tables.map(({ name }) => name),
      ),
    );
  const scopedTables = tables.filter((table) => !isApart(table, users));
  const isStated = ({ name }: Table) => patterns.some((pattern) => matchesWildcard(pattern, name));
  const openTables = scopedTables.filter((table) => !isStated(table));
  const sharedByAnswer =
    openTables.length > 0 && questions ? await askShared(questions, openTables, users) : [];
  return [...scopedTables.filter(isStated).map(({ name }) => name), ...sharedByAnswer];
}

/** Rejects selected tables whose rows other users could read. @throws CliError `database/users` */
export function requireScoped(tables: readonly Table[], scope: TableScope, dialect: Dialect): void {
  const inexact = inexactTables(tables, scope, dialect);
  if (inexact.length > 0)
    throw inexactUserColumn(inexact.map(({ part, reason }) => `  ${part}: ${reason}`));
  const openTables = tables.filter((table) => !isScoped(table, scope));
  const { users, userColumn = '' } = scope;
  const names = openTables.map(({ name }) => name);
  if (openTables.length === 0) return;
  throw users === 'policies'
    ? unprotectedTables(
        openTables.map((table) => `  ${table.name}: ${whyUnprotected(table)}`),
        names,
      )
    : unscopedTablesError(names, userColumn);
}

function usersFromOptions(
  { users, userColumn }: DatabaseOptions,
  tables: readonly Table[],
  { dialect }: DatabaseCatalog,
): UserScope | undefined {
  if (userColumn !== undefined) {
    const names = tables.flatMap(({ columns }) => columns.map(({ name }) => name));
    if (!names.includes(userColumn)) throw noUserColumn(userColumn, nearestOf(userColumn, names));
  }
  if (users === 'policies' && dialect !== 'postgres') throw policiesNeedPostgres();
  if (users === 'shared') return { users };
  if (users === 'policies') return { users, ...(userColumn !== undefined && { userColumn }) };
  return userColumn === undefined ? undefined : { users: 'parameter', userColumn };
}

async function askUsers(
  tables: readonly Table[],
  catalog: DatabaseCatalog,
  { users }: DatabaseOptions,
  questions: Questions | undefined,
): Promise<UserScope> {
  if (questions) return askScope(questions, tables, catalog);
  if (catalog.dialect === 'sqlite' && users === undefined) return { users: 'shared' };
  const likelyColumns = userColumns(tables, catalog.dialect).filter(
    ({ isNamed, misfit }) => isNamed && misfit === undefined,
  );
  throw userColumnRequired(likelyColumns.map(({ name }) => name));
}
