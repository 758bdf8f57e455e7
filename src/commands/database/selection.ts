import type { CommandContext, GivenArguments } from '../../model/command.js';
import {
  noTable,
  noUserColumn,
  policiesNeedPostgres,
  tablesRequired,
  unscopedTables,
  userColumnRequired,
} from '../../model/errors/database.js';
import { nearestOf } from '../../model/nearest.js';
import type { Questions } from '../../model/questions.js';
import { isSecretName, words } from '../../flow/sources/secret-names.js';
import type { Catalogue, Scope, Table } from '../../database/model.js';
import { importable, matches, selectTables, userColumns } from '../../database/select.js';
import type { Skipped } from '../../database/tool.js';
import { askScope, askShared, askTables } from './ask.js';
import { isScoped } from './options.js';
import { tableLines } from './report.js';

/** `a,b` */
export const namesIn = (text: string | undefined): string[] =>
  (text ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/** What is imported of a database. */
export interface Chosen {
  tables: Table[];
  skipped: Skipped[];
  scope: Scope;
  exclude: readonly string[];
}

/** The tables that options or answers select. @throws CliError `database/…` */
export async function chosenTables(
  { ui }: Pick<CommandContext, 'ui'>,
  catalogue: Catalogue,
  { values, lists }: GivenArguments,
  ask: () => Promise<Questions | undefined>,
): Promise<Chosen> {
  const all = importable(catalogue);
  const stated = namesIn(values.tables);
  const questions = stated.length === 0 || !isScoped(values) ? await ask() : undefined;
  if (stated.length === 0 && (!questions || all.tables.length === 0)) {
    for (const line of tableLines(all)) ui.note(line);
    throw tablesRequired(all.tables.length);
  }
  const patterns =
    stated.length > 0 || !questions ? stated : await askTables(questions, all.tables);
  const exclude = lists.exclude ?? [];
  const selected = selectedTables(catalogue, patterns, exclude);
  const scope = await scopeOf(selected.tables, catalogue, values, questions);
  const kept = selected.tables.filter((table) => isScopedTable(table, scope));
  const names = kept.map(({ name }) => name);
  return { ...selectedTables(catalogue, names, exclude), scope, exclude };
}

/** Tables have more of them than arguments of APIs have: `password_hash`, `totp_salt`. */
const isSecret = (column: string): boolean =>
  isSecretName(column) ||
  /(^|_)(passwords?|passwd|pwd|secrets?|salt|otp|totp)(_|$)|_(hash|digest)$/.test(words(column));

/** @throws CliError `database/no-table` */
export function selectedTables(
  catalogue: Catalogue,
  patterns: readonly string[],
  exclude: readonly string[],
): { tables: Table[]; skipped: Skipped[] } {
  const { unmatched, ...selected } = selectTables(catalogue, {
    tables: patterns,
    exclude,
    isSecret,
  });
  const [pattern] = unmatched;
  if (pattern !== undefined) {
    const names = importable(catalogue).tables.map(({ name }) => name);
    throw noTable(pattern, nearestOf(pattern, names));
  }
  return selected;
}

async function scopeOf(
  tables: readonly Table[],
  catalogue: Catalogue,
  values: GivenArguments['values'],
  questions: Questions | undefined,
): Promise<Scope> {
  const { users, userColumn } = values;
  const sharedTables = namesIn(values.sharedTables);
  if (users === 'policies' && catalogue.dialect !== 'postgres') throw policiesNeedPostgres();
  const hasUser = ({ columns }: Table, name: string) =>
    columns.some((column) => column.name === name);
  if (userColumn !== undefined && !tables.some((table) => hasUser(table, userColumn)))
    throw noUserColumn(userColumn);
  if (users === 'shared') return { users, sharedTables: [] };
  if (users === 'policies')
    return { users, ...(userColumn !== undefined && { userColumn }), sharedTables: [] };
  if (userColumn === undefined && !questions)
    throw userColumnRequired(userColumns(tables).map(({ name }) => name));
  const chosen =
    userColumn === undefined && questions
      ? await askScope(questions, tables, catalogue)
      : { users: 'parameter' as const, ...(userColumn !== undefined && { userColumn }) };
  const column = chosen.userColumn;
  if (column === undefined) return { ...chosen, sharedTables: [] };
  const without = tables.filter((table) => !hasUser(table, column));
  const isStated = ({ name }: Table) => sharedTables.some((pattern) => matches(name, pattern));
  const open = without.filter((table) => !isStated(table));
  if (open.length > 0 && !questions)
    throw unscopedTables(
      open.map(({ name }) => name),
      column,
    );
  const added = open.length > 0 && questions ? await askShared(questions, open, column) : [];
  return {
    ...chosen,
    sharedTables: [...without.filter(isStated).map(({ name }) => name), ...added],
  };
}

/** Whether something keeps its rows apart, or all users may read them. */
export const isScopedTable = (
  { name, columns }: Table,
  { users, userColumn, sharedTables }: Scope,
): boolean =>
  users !== 'parameter' ||
  sharedTables.includes(name) ||
  columns.some((column) => column.name === userColumn);
