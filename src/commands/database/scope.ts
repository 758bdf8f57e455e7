import type { GivenArguments } from '../../model/command.js';
import {
  noUserColumn,
  policiesNeedPostgres,
  unprotectedTables,
  unscopedTables,
  userColumnRequired,
} from '../../model/errors/database.js';
import type { Questions } from '../../model/questions.js';
import { fits } from '../../model/wildcard.js';
import type { Catalogue, Scope, Table } from '../../database/model.js';
import { isApart, unprotected } from '../../database/scope.js';
import { userColumns } from '../../database/select.js';
import { askScope, askShared } from './ask.js';
import { namesIn } from './options.js';

type Users = Pick<Scope, 'users' | 'userColumn'>;

/** How users are limited to their own rows, as options or answers state it. @throws CliError `database/users` */
export async function scopeOf(
  tables: readonly Table[],
  catalogue: Catalogue,
  { values }: GivenArguments,
  questions: Questions | undefined,
): Promise<Scope> {
  const { userColumn } = values;
  if (userColumn !== undefined && !tables.some((table) => hasColumn(table, userColumn)))
    throw noUserColumn(userColumn);
  const users = statedUsers(values, catalogue) ?? (await askedUsers(tables, catalogue, questions));
  if (users.users === 'shared') return { ...users, sharedTables: [] };
  const patterns = namesIn(values.sharedTables);
  const others = tables.filter((table) => !isApart(table, users));
  const isStated = ({ name }: Table) => patterns.some((pattern) => fits(pattern, name));
  const open = others.filter((table) => !isStated(table));
  if (open.length > 0 && !questions) throw openTables(open, users);
  const added = open.length > 0 && questions ? await askShared(questions, open, users) : [];
  return { ...users, sharedTables: [...others.filter(isStated).map(({ name }) => name), ...added] };
}

/** The error for tables whose rows every user could read. */
export const openTables = (tables: readonly Table[], { users, userColumn = '' }: Users) =>
  users === 'policies'
    ? unprotectedTables(
        tables.map((table) => `  ${table.name}: ${unprotected(table)}`),
        tables.map(({ name }) => name),
      )
    : unscopedTables(
        tables.map(({ name }) => name),
        userColumn,
      );

/** Undefined where options do not state it. */
function statedUsers(
  { users, userColumn }: GivenArguments['values'],
  { dialect }: Catalogue,
): Users | undefined {
  if (users === 'policies' && dialect !== 'postgres') throw policiesNeedPostgres();
  if (users === 'shared') return { users };
  if (users === 'policies') return { users, ...(userColumn !== undefined && { userColumn }) };
  return userColumn === undefined ? undefined : { users: 'parameter', userColumn };
}

function askedUsers(
  tables: readonly Table[],
  catalogue: Catalogue,
  questions: Questions | undefined,
): Promise<Users> {
  if (!questions) throw userColumnRequired(userColumns(tables).map(({ name }) => name));
  return askScope(questions, tables, catalogue);
}

const hasColumn = ({ columns }: Table, name: string): boolean =>
  columns.some((column) => column.name === name);
