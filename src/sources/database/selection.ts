import { draftTools } from '../../database/import.js';
import {
  type DatabaseCatalog,
  type DatabaseDraft,
  keyTable,
  type SkippedPart,
  type Table,
  type TableScope,
} from '../../database/model.js';
import { tablesForLock, unscopedTables } from '../../database/scope.js';
import { importableTables, selectTables } from '../../database/select-tables.js';
import {
  databaseEmpty,
  noTable,
  notImportable,
  tablesRequired,
} from '../../model/errors/database.js';
import type { Questions } from '../../model/questions.js';
import { nearestOf } from '../../model/text/nearest.js';
import { matchesWildcard } from '../../model/text/wildcard.js';
import type { OpenApiOptions } from '../openapi/options.js';
import { validTools } from '../valid-tools.js';
import { type DatabaseOptions, namesIn, statesUsers } from './options.js';
import { askTables } from './questions.js';
import { chooseScope, requireScoped } from './scope.js';
import { isSecretColumn } from './secret-columns.js';

interface DatabaseSelection {
  names: string[];
  /** Other selected tables, with the reasons why they are not imported. */
  unserved: SkippedPart[];
  scope: TableScope;
  exclude: readonly string[];
}

/** Maximum number of tables; a project for more is of no use. */
const MAX_TABLES = 100;

/** Returns the tables that options or answers select; all by default. @throws CliError `database/…` */
export async function chooseTables(
  catalog: DatabaseCatalog,
  options: DatabaseOptions & Pick<OpenApiOptions, 'exclude'>,
  ask: () => Promise<Questions | undefined>,
): Promise<DatabaseSelection> {
  const offered = importableTables(catalog);
  if (offered.tables.length + offered.skipped.length === 0)
    throw databaseEmpty(catalog.dialect === 'sqlite');
  const patterns = namesIn(options.tables);
  const isStated = patterns.length > 0;
  const questions = isStated && statesUsers(options) ? undefined : await ask();
  const isLarge = offered.tables.length > MAX_TABLES;
  if (!isStated && !questions && isLarge)
    throw tablesRequired(offered.tables.map(({ name }) => name));
  const names = isStated
    ? tablesNamed(catalog, patterns)
    : questions && offered.tables.length > 1
      ? await askTables(questions, offered.tables, isLarge)
      : offered.tables.map(({ name }) => name);
  const { exclude = [] } = options;
  const { tables } = selectedTables(catalog, names, exclude);
  const scope = await chooseScope(tables, catalog, options, questions);
  if (isStated && !questions) requireScoped(tables, scope, catalog.dialect);
  const unscoped = unscopedTables(tables, scope, catalog.dialect);
  return {
    names: names.filter((name) => !unscoped.some(({ part }) => part === name)),
    unserved: [
      ...offered.skipped.filter(
        ({ part }) => !isStated || patterns.some((pattern) => matchesWildcard(pattern, part)),
      ),
      ...unscoped,
    ],
    scope,
    exclude,
  };
}

/**
 * Returns the names of tables that match patterns.
 * @throws CliError `database/no-table`, `database/tables`
 */
export function tablesNamed(catalog: DatabaseCatalog, patterns: readonly string[]): string[] {
  const { tables, skipped } = importableTables(catalog);
  const names = tables.map(({ name }) => name);
  const pattern = patterns.find(
    (candidate) => !names.some((name) => matchesWildcard(candidate, name)),
  );
  if (pattern !== undefined) {
    const unimportable = skipped.find(({ part }) => matchesWildcard(pattern, part));
    if (unimportable) throw notImportable(unimportable);
    throw names.length === 0
      ? databaseEmpty(catalog.dialect === 'sqlite')
      : noTable(pattern, nearestOf(pattern, names));
  }
  return names.filter((name) => patterns.some((candidate) => matchesWildcard(candidate, name)));
}

/** Returns the selected tables without columns that grant access to something. */
export const selectedTables = (
  catalog: DatabaseCatalog,
  names: readonly string[],
  exclude: readonly string[],
) => selectTables(catalog, { names, exclude, isSecret: isSecretColumn });

/** Returns the tools that a spec accepts, and why it does not accept others. */
export function validDrafts(
  drafts: readonly DatabaseDraft[],
  providerContext: Parameters<typeof validTools>[1],
): { tools: DatabaseDraft[]; skipped: SkippedPart[] } {
  const { tools, skipped } = validTools(drafts, providerContext);
  return { tools, skipped: skipped.map(({ key, reason }) => ({ part: key, reason })) };
}

/** Tables with their tools. */
export interface ServedTables {
  tables: Table[];
  drafts: DatabaseDraft[];
  /** Omitted columns and tools. */
  skipped: SkippedPart[];
  /** Tables without a tool. */
  unserved: SkippedPart[];
}

/**
 * Returns the selected tables with their tools. A table without tools is not served, and the tools
 * of others do not mention it.
 */
export function servedTables(
  catalog: DatabaseCatalog,
  { names, unserved, scope, exclude }: DatabaseSelection,
  providerContext: Parameters<typeof validTools>[1],
): ServedTables {
  const selection = selectedTables(catalog, names, exclude);
  const tables = tablesForLock(selection.tables, scope);
  const proposedTools = draftTools(tables, catalog, scope, exclude);
  const { tools: drafts, skipped: invalid } = validDrafts(proposedTools.drafts, providerContext);
  const allSkipped = [...selection.skipped, ...proposedTools.skipped, ...invalid];
  const isServed = (name: string) => drafts.some(({ key }) => keyTable(key) === name);
  const empty = names.filter((name) => !isServed(name));
  if (empty.length === 0) return { tables, drafts, skipped: allSkipped, unserved };
  const reasonOf = (name: string) =>
    [...proposedTools.skipped, ...invalid].find(
      ({ part }) => part === name || keyTable(part) === name,
    )?.reason ?? 'all its tools are excluded';
  const servedSelection = {
    names: names.filter(isServed),
    unserved: [...unserved, ...empty.map((name) => ({ part: name, reason: reasonOf(name) }))],
    scope,
    exclude,
  };
  return servedTables(catalog, servedSelection, providerContext);
}
