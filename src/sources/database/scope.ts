import type { Catalogue, Dialect, Scope, Table } from '../../database/model.js';
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
import { nearestOf } from '../../model/nearest.js';
import type { Questions } from '../../model/questions.js';
import { fits } from '../../model/wildcard.js';
import { askReadOnly, askScope, askShared } from './ask.js';
import { type DatabaseOptions, namesIn } from './options.js';

type Users = Pick<Scope, 'users' | 'userColumn'>;

/**
 * Whose rows tools serve, and whether they change them, as options or answers state it. Without either, a file is read,
 * and all of it: it belongs to the person who runs the server.
 * @throws CliError `database/users`, `database/no-table`
 */
export async function scopeOf(
  tables: readonly Table[],
  catalogue: Catalogue,
  options: DatabaseOptions,
  questions: Questions | undefined,
): Promise<Scope> {
  const isFile = catalogue.dialect === 'sqlite';
  const users =
    statedUsers(options, tables, catalogue) ??
    (await askedUsers(tables, catalogue, options, questions));
  const sharedTables =
    users.users === 'shared' ? [] : await sharedTablesOf(tables, users, options, questions);
  const { allowChanges, counts } = options;
  const isReadOnly =
    allowChanges === undefined && questions
      ? await askReadOnly(questions, isFile)
      : !(allowChanges ?? !isFile);
  return {
    ...users,
    sharedTables,
    ...(isReadOnly && { readOnly: true }),
    ...(counts && { counts: true }),
  };
}

/** Of the tables without the user column or policies, those that options or answers name. */
async function sharedTablesOf(
  tables: readonly Table[],
  users: Users,
  { sharedTables }: DatabaseOptions,
  questions: Questions | undefined,
): Promise<string[]> {
  const patterns = namesIn(sharedTables);
  const unknown = patterns.find((pattern) => !tables.some(({ name }) => fits(pattern, name)));
  if (unknown !== undefined)
    throw noTable(
      unknown,
      nearestOf(
        unknown,
        tables.map(({ name }) => name),
      ),
    );
  const others = tables.filter((table) => !isApart(table, users));
  const isStated = ({ name }: Table) => patterns.some((pattern) => fits(pattern, name));
  const open = others.filter((table) => !isStated(table));
  const added = open.length > 0 && questions ? await askShared(questions, open, users) : [];
  return [...others.filter(isStated).map(({ name }) => name), ...added];
}

/** Refuses tables that were named and whose rows other users could read. @throws CliError `database/users` */
export function requireScoped(tables: readonly Table[], scope: Scope, dialect: Dialect): void {
  const inexact = inexactTables(tables, scope, dialect);
  if (inexact.length > 0)
    throw inexactUserColumn(inexact.map(({ at, reason }) => `  ${at}: ${reason}`));
  const open = tables.filter((table) => !isScoped(table, scope));
  const { users, userColumn = '' } = scope;
  const names = open.map(({ name }) => name);
  if (open.length === 0) return;
  throw users === 'policies'
    ? unprotectedTables(
        open.map((table) => `  ${table.name}: ${whyUnprotected(table)}`),
        names,
      )
    : unscopedTablesError(names, userColumn);
}

/** Undefined where options do not state it. */
function statedUsers(
  { users, userColumn }: DatabaseOptions,
  tables: readonly Table[],
  { dialect }: Catalogue,
): Users | undefined {
  if (userColumn !== undefined) {
    const names = tables.flatMap(({ columns }) => columns.map(({ name }) => name));
    if (!names.includes(userColumn)) throw noUserColumn(userColumn, nearestOf(userColumn, names));
  }
  if (users === 'policies' && dialect !== 'postgres') throw policiesNeedPostgres();
  if (users === 'shared') return { users };
  if (users === 'policies') return { users, ...(userColumn !== undefined && { userColumn }) };
  return userColumn === undefined ? undefined : { users: 'parameter', userColumn };
}

async function askedUsers(
  tables: readonly Table[],
  catalogue: Catalogue,
  { users }: DatabaseOptions,
  questions: Questions | undefined,
): Promise<Users> {
  if (questions) return askScope(questions, tables, catalogue);
  if (catalogue.dialect === 'sqlite' && users === undefined) return { users: 'shared' };
  const likely = userColumns(tables, catalogue.dialect).filter(
    ({ isNamed, misfit }) => isNamed && misfit === undefined,
  );
  throw userColumnRequired(likely.map(({ name }) => name));
}
