import type { GivenArguments } from '../../model/command.js';
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
import type { Catalogue, Scope } from '../../database/model.js';
import { unscopedTables } from '../../database/scope.js';
import { importable, selectTables } from '../../database/select.js';
import type { Skipped } from '../../database/tool.js';
import { askTables } from './ask.js';
import { namesIn, statesUsers } from './options.js';
import { requireScoped, scopeOf } from './scope.js';

/** What is imported of a database. */
export interface Chosen {
  /** Of the tables. */
  names: string[];
  /** Other tables that were chosen, with the reasons why they are not imported. */
  unserved: Skipped[];
  scope: Scope;
  exclude: readonly string[];
}

/** A project for more of them helps nobody. */
const MOST_TABLES = 100;

/** The tables that options or answers select: all, unless they name some. @throws CliError `database/…` */
export async function chosenTables(
  catalogue: Catalogue,
  given: GivenArguments,
  ask: () => Promise<Questions | undefined>,
): Promise<Chosen> {
  const { values, lists } = given;
  const all = importable(catalogue);
  if (all.tables.length + all.skipped.length === 0)
    throw databaseEmpty(catalogue.dialect === 'sqlite');
  const stated = namesIn(values.tables);
  const isStated = stated.length > 0;
  const questions = isStated && statesUsers(values) ? undefined : await ask();
  const isLarge = all.tables.length > MOST_TABLES;
  if (!isStated && !questions && isLarge) throw tablesRequired(all.tables.map(({ name }) => name));
  const names = isStated
    ? tablesNamed(catalogue, stated)
    : questions && all.tables.length > 1
      ? await askTables(questions, all.tables, isLarge)
      : all.tables.map(({ name }) => name);
  const exclude = lists.exclude ?? [];
  const { tables } = selectedTables(catalogue, names, exclude);
  const scope = await scopeOf(tables, catalogue, given, questions);
  if (isStated && !questions) requireScoped(tables, scope);
  const unscoped = unscopedTables(tables, scope, catalogue.dialect);
  return {
    names: names.filter((name) => !unscoped.some(({ at }) => at === name)),
    unserved: [
      ...all.skipped.filter(({ at }) => !isStated || stated.some((pattern) => fits(pattern, at))),
      ...unscoped,
    ],
    scope,
    exclude,
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
    throw names.length === 0
      ? databaseEmpty(catalogue.dialect === 'sqlite')
      : noTable(pattern, nearestOf(pattern, names));
  }
  return names.filter((name) => patterns.some((each) => fits(each, name)));
}

/** These tables, without columns that grant access to something. */
export const selectedTables = (
  catalogue: Catalogue,
  names: readonly string[],
  exclude: readonly string[],
) => selectTables(catalogue, { names, exclude, isSecret });
