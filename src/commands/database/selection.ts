import type { CommandContext, GivenArguments } from '../../model/command.js';
import {
  databaseEmpty,
  noTable,
  notImportable,
  tablesRequired,
} from '../../model/errors/database.js';
import { nearestOf } from '../../model/nearest.js';
import type { Questions } from '../../model/questions.js';
import { fits } from '../../model/wildcard.js';
import { isSecretName, words } from '../../../runtime/src/provider/argument-names.js';
import type { Catalogue, Scope, Table } from '../../database/model.js';
import { inScope, isScoped } from '../../database/scope.js';
import { importable, selectTables } from '../../database/select.js';
import type { Skipped } from '../../database/tool.js';
import { askTables } from './ask.js';
import { namesIn, statesUsers } from './options.js';
import { tableLines } from './report.js';
import { scopeOf } from './scope.js';

/** What is imported of a database. */
export interface Chosen {
  tables: Table[];
  skipped: Skipped[];
  scope: Scope;
  exclude: readonly string[];
  /** Whether answers select it, not only options. */
  isAsked: boolean;
}

/** The tables that options or answers select. @throws CliError `database/…` */
export async function chosenTables(
  { ui }: Pick<CommandContext, 'ui'>,
  catalogue: Catalogue,
  given: GivenArguments,
  ask: () => Promise<Questions | undefined>,
): Promise<Chosen> {
  const { values, lists } = given;
  const all = importable(catalogue);
  const stated = namesIn(values.tables);
  const questions = stated.length === 0 || !statesUsers(values) ? await ask() : undefined;
  if (stated.length === 0 && (!questions || all.tables.length === 0)) {
    for (const line of tableLines(all)) ui.note(line);
    throw all.tables.length === 0 ? databaseEmpty() : tablesRequired();
  }
  const names =
    stated.length > 0 || !questions
      ? tablesNamed(catalogue, stated)
      : await askTables(questions, all.tables);
  const exclude = lists.exclude ?? [];
  const selected = selectedTables(catalogue, names, exclude);
  const scope = await scopeOf(selected.tables, catalogue, given, questions);
  const kept = selected.tables.filter((table) => isScoped(table, scope));
  const { tables, skipped } = selectedTables(
    catalogue,
    kept.map(({ name }) => name),
    exclude,
  );
  const unread = all.skipped.filter(({ at }) => stated.some((pattern) => fits(pattern, at)));
  return {
    tables: inScope(tables, scope),
    skipped: [...unread, ...skipped],
    scope,
    exclude,
    isAsked: questions !== undefined,
  };
}

/** Tables have more of them than arguments of APIs have: `password_hash`, `totp_salt`. */
const isSecret = (column: string): boolean =>
  isSecretName(column) ||
  /(^|_)(passwords?|passwd|pwd|secrets?|salt|otp|totp)(_|$)|_(hash|digest)$/.test(words(column));

/** The names of tables that match patterns. @throws CliError `database/no-table`, `database/tables` */
export function tablesNamed(catalogue: Catalogue, patterns: readonly string[]): string[] {
  const { tables, skipped } = importable(catalogue);
  const names = tables.map(({ name }) => name);
  const pattern = patterns.find((each) => !names.some((name) => fits(each, name)));
  if (pattern !== undefined) {
    const known = skipped.find(({ at }) => fits(pattern, at));
    if (known) throw notImportable(known);
    throw names.length === 0 ? databaseEmpty() : noTable(pattern, nearestOf(pattern, names));
  }
  return names.filter((name) => patterns.some((each) => fits(each, name)));
}

/** These tables, without columns that grant access to something. */
export const selectedTables = (
  catalogue: Catalogue,
  names: readonly string[],
  exclude: readonly string[],
) => selectTables(catalogue, { names, exclude, isSecret });
