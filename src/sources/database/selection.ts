import { draftsOf } from '../../database/import.js';
import {
  type Catalogue,
  type Draft,
  type Scope,
  type Skipped,
  type Table,
  tableOf,
} from '../../database/model.js';
import { inScope, unscopedTables } from '../../database/scope.js';
import { importable, selectTables } from '../../database/select.js';
import {
  databaseEmpty,
  noTable,
  notImportable,
  tablesRequired,
} from '../../model/errors/database.js';
import { nearestOf } from '../../model/nearest.js';
import type { Questions } from '../../model/questions.js';
import { fits } from '../../model/wildcard.js';
import type { OpenApiOptions } from '../openapi/options.js';
import { validTools } from '../valid-tools.js';
import { askTables } from './ask.js';
import { type DatabaseOptions, namesIn, statesUsers } from './options.js';
import { requireScoped, scopeOf } from './scope.js';
import { isSecretColumn } from './secret-columns.js';

/** What is imported of a database. */
interface Chosen {
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
  options: DatabaseOptions & Pick<OpenApiOptions, 'exclude'>,
  ask: () => Promise<Questions | undefined>,
): Promise<Chosen> {
  const all = importable(catalogue);
  if (all.tables.length + all.skipped.length === 0)
    throw databaseEmpty(catalogue.dialect === 'sqlite');
  const patterns = namesIn(options.tables);
  const isStated = patterns.length > 0;
  const questions = isStated && statesUsers(options) ? undefined : await ask();
  const isLarge = all.tables.length > MOST_TABLES;
  if (!isStated && !questions && isLarge) throw tablesRequired(all.tables.map(({ name }) => name));
  const names = isStated
    ? tablesNamed(catalogue, patterns)
    : questions && all.tables.length > 1
      ? await askTables(questions, all.tables, isLarge)
      : all.tables.map(({ name }) => name);
  const { exclude = [] } = options;
  const { tables } = selectedTables(catalogue, names, exclude);
  const scope = await scopeOf(tables, catalogue, options, questions);
  if (isStated && !questions) requireScoped(tables, scope, catalogue.dialect);
  const unscoped = unscopedTables(tables, scope, catalogue.dialect);
  return {
    names: names.filter((name) => !unscoped.some(({ at }) => at === name)),
    unserved: [
      ...all.skipped.filter(({ at }) => !isStated || patterns.some((pattern) => fits(pattern, at))),
      ...unscoped,
    ],
    scope,
    exclude,
  };
}

/** The names of tables that match patterns. @throws CliError `database/no-table`, `database/tables` */
export function tablesNamed(catalogue: Catalogue, patterns: readonly string[]): string[] {
  const { tables, skipped } = importable(catalogue);
  const names = tables.map(({ name }) => name);
  const pattern = patterns.find((each) => !names.some((name) => fits(each, name)));
  if (pattern !== undefined) {
    const unimportable = skipped.find(({ at }) => fits(pattern, at));
    if (unimportable) throw notImportable(unimportable);
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
) => selectTables(catalogue, { names, exclude, isSecret: isSecretColumn });

/** Tables with their tools. */
export interface ServedTables {
  tables: Table[];
  drafts: Draft[];
  /** Columns and tools that are left out. */
  skipped: Skipped[];
  /** Tables without a tool. */
  unserved: Skipped[];
}

/** The chosen tables with their tools; a table without any is not served, and others do not mention it. */
export function servedTables(
  catalogue: Catalogue,
  { names, unserved, scope, exclude }: Chosen,
  home: Parameters<typeof validTools>[1],
): ServedTables {
  const selected = selectedTables(catalogue, names, exclude);
  const tables = inScope(selected.tables, scope);
  const proposed = draftsOf(tables, catalogue, scope, exclude);
  const { tools: drafts, skipped: invalid } = validTools(proposed.drafts, home);
  const skipped = [...selected.skipped, ...proposed.skipped, ...invalid];
  const isServed = (name: string) => drafts.some(({ key }) => tableOf(key) === name);
  const empty = names.filter((name) => !isServed(name));
  if (empty.length === 0) return { tables, drafts, skipped, unserved };
  const reasonOf = (name: string) =>
    [...proposed.skipped, ...invalid].find(({ at }) => at === name || tableOf(at) === name)
      ?.reason ?? 'all its tools are excluded';
  const chosen = {
    names: names.filter(isServed),
    unserved: [...unserved, ...empty.map((at) => ({ at, reason: reasonOf(at) }))],
    ...{ scope, exclude },
  };
  return servedTables(catalogue, chosen, home);
}
