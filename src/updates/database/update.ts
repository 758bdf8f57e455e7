import {
  type DatabaseLock,
  databaseLockText,
  withLockedNames,
} from '../../database/catalog-lock.js';
import { draftTools, withKnownNames } from '../../database/import.js';
import {
  type DatabaseCatalog,
  type DatabaseDraft,
  type Dialect,
  keyTable,
  type SkippedPart,
  type Table,
  type TableScope,
} from '../../database/model.js';
import { isScoped, tablesForLock } from '../../database/scope.js';
import { importableTables } from '../../database/select-tables.js';
import { changesSinceImport, type TableChange } from '../../database/table-changes.js';
import { withCases } from '../../database/test-cases.js';
import type { DatabaseTarget } from '../../database/url.js';
import { wholeTextChange } from '../../extend/addition.js';
import type { OpenProject } from '../../extend/open-project.js';
import { specContextOf } from '../../extend/provider-context.js';
import { scopeIsFixed } from '../../model/errors/database.js';
import type { Provider } from '../../model/project.js';
import { matchesWildcard } from '../../model/text/wildcard.js';
import { partNames } from '../../project/provider-parts.js';
import { databaseLockPath, lockFor } from '../../sources/database/lock-file.js';
import { namesIn } from '../../sources/database/options.js';
import { requireScoped } from '../../sources/database/scope.js';
import { selectedTables, tablesNamed, validDrafts } from '../../sources/database/selection.js';
import type { SourceUpdate } from '../carry-out.js';
import type { ImportOptions } from '../options.js';
import { type ToolChanges, toolChanges } from '../tool-changes.js';
import { dataVersions, tablesInTests, type TablesVersion, testRows } from './data-versions.js';

/** A provider with the accepted import of its tables. */
export interface ImportedTables {
  provider: Provider;
  lock: DatabaseLock;
  /** URL of the database; if absent, the one that the server of the project uses. */
  target?: DatabaseTarget;
}

/** The changes of a provider by its database. */
export interface TablesUpdate extends SourceUpdate {
  /** URL of the database without a login. */
  database: string;
  changes: TableChange[];
  /** Tools of new tables and columns. */
  added: { key: string; name: string }[];
  /** Tools that the database no longer supports; they stay until the author deletes them. */
  removed: { key: string; name: string }[];
  /** Changed tools without files of their own. */
  missing: { key: string; name: string }[];
  /** New tables of the database. */
  offered: string[];
  skipped: SkippedPart[];
}

/**
 * Compares a database with a provider that was made from it, and plans the changes.
 * @throws CliError `database/…`, `extend/…`
 */
export async function tablesUpdate(
  project: OpenProject,
  imported: ImportedTables,
  { url }: DatabaseTarget,
  currentCatalog: DatabaseCatalog,
  options: ImportOptions,
): Promise<TablesUpdate> {
  const { provider, lock } = imported;
  const catalog = { ...currentCatalog, tables: withLockedNames(currentCatalog.tables, lock) };
  const selection = selectTables(imported, catalog, options);
  const comparison = compareTools(imported, catalog, selection);
  const code = await codeChanges(project, imported, catalog.dialect, selection, comparison);
  const text = databaseLockText(
    lockAfter(lock, catalog, selection, comparison, new Set(code.missing.map(({ key }) => key))),
  );
  const keyAndName = ({ key, tool }: DatabaseDraft) => ({ key, name: tool.name });
  const knownTables = [
    ...[...lock.tables, ...selection.usable].map((table) => table.name),
    ...lock.others,
  ];
  return {
    provider: provider.name,
    database: url,
    changes: changesSinceImport(lock.tables, selection.tables, catalog.dialect),
    added: comparison.added.map(keyAndName),
    removed: comparison.dropped.map(keyAndName),
    conflicts: code.conflicts,
    missing: code.missing,
    offered: selection.allNames.filter((name) => !knownTables.includes(name)),
    skipped: [...selection.skipped, ...comparison.skipped],
    addition: {
      ...code.addition,
      insertions: [
        ...code.addition.insertions,
        wholeTextChange(databaseLockPath(provider.name), () => text),
        ...code.merges,
      ],
    },
  };
}

/** The tables that a provider serves after an import. */
interface UpdatedTables {
  /** Names of all tables of the database that can be imported. */
  allNames: readonly string[];
  /** Columns that stay out of the tools. */
  exclude: readonly string[];
  scope: TableScope;
  /** Selected tables. */
  tables: readonly Table[];
  /** Tables with the column by which users see their own rows, if one is required. */
  usable: readonly Table[];
  skipped: readonly SkippedPart[];
}

/** Selects, as the first stage, the accepted tables that still exist, and those that the options name. @throws CliError `database/…` */
function selectTables(
  { provider, lock }: ImportedTables,
  catalog: DatabaseCatalog,
  options: ImportOptions,
): UpdatedTables {
  const { userColumn = lock.userColumn, users = lock.users } = options;
  if (userColumn !== lock.userColumn) throw scopeIsFixed('--user-column', provider.name);
  if (users !== lock.users) throw scopeIsFixed('--users', provider.name);
  const allNames = importableTables(catalog).tables.map(({ name }) => name);
  const existingNames = lock.tables
    .map(({ name }) => name)
    .filter((name) => allNames.includes(name));
  const exclude = [...new Set([...lock.exclude, ...(options.exclude ?? [])])];
  const names = [...existingNames, ...tablesNamed(catalog, namesIn(options.tables))];
  const { tables: selectedByName, skipped } = selectedTables(catalog, names, exclude);
  const scope = acceptedScope(lock, options, allNames);
  const tables = tablesForLock(selectedByName, scope);
  requireScoped(
    tables.filter(({ name }) => !existingNames.includes(name)),
    scope,
    catalog.dialect,
  );
  const usable = tables.filter((table) => isScoped(table, scope));
  return { allNames, exclude, scope, tables, usable, skipped };
}

/** The tools of the tables, compared with the accepted ones. */
interface ToolComparison {
  current: readonly DatabaseDraft[];
  added: readonly DatabaseDraft[];
  changed: ReturnType<typeof changedTools>;
  /** Tools that the database no longer supports and the provider still serves. */
  dropped: readonly DatabaseDraft[];
  skipped: readonly SkippedPart[];
}

/** Compares, as the second stage, the tools that the tables become now with the accepted ones. */
function compareTools(
  { provider, lock }: ImportedTables,
  catalog: DatabaseCatalog,
  { usable, scope, exclude }: UpdatedTables,
): ToolComparison {
  const proposed = draftTools(usable, catalog, scope, exclude);
  const valid = validDrafts(withKnownNames(proposed.drafts, lock), specContextOf(provider));
  const accepted = new Map(lock.tools.map((draft) => [draft.key, draft]));
  const servedNames = partNames(provider, 'tool');
  return {
    current: valid.tools,
    added: valid.tools.filter(({ key }) => !accepted.has(key)),
    changed: changedTools(accepted, valid.tools),
    dropped: lock.tools.filter(
      ({ key, tool }) =>
        !valid.tools.some((draft) => draft.key === key) && servedNames.includes(tool.name),
    ),
    skipped: [...proposed.skipped, ...valid.skipped],
  };
}

/** Returns, as the third stage, the changes of files. */
async function codeChanges(
  project: OpenProject,
  { provider, lock }: ImportedTables,
  dialect: Dialect,
  { usable, scope }: UpdatedTables,
  { current, added, changed }: ToolComparison,
): Promise<ToolChanges> {
  const previousVersion: TablesVersion = { tables: lock.tables, scope: lock };
  const currentVersion: TablesVersion = { tables: usable, scope };
  const data = await dataVersions(project, provider, dialect, previousVersion, currentVersion);
  const isKnown = await tablesInTests(project, provider, dialect, previousVersion);
  const withTestCases = (draft: DatabaseDraft, version: TablesVersion) =>
    version.tables.some((table) => table.name === keyTable(draft.key) && isKnown(table))
      ? withCases(draft, testRows(version, dialect))
      : draft.tool;
  return toolChanges(
    project,
    provider,
    {
      addedTools: added.map((draft) => withTestCases(draft, currentVersion)),
      changedTools: changed.map(({ key, ...change }) => ({
        key,
        previous: withTestCases({ key, tool: change.previous }, previousVersion),
        current: withTestCases({ key, tool: change.current }, currentVersion),
      })),
      allVersions: {
        previous: lock.tools.map(({ tool }) => tool),
        current: current.map(({ tool }) => tool),
      },
    },
    data,
  );
}

/**
 * Returns, as the last stage, the lock from which the next import starts. It records tools that could not be
 * changed, and their tables, as they were, so that the next import reports them again.
 * @param unmergedKeys keys of changed tools without files of their own
 */
function lockAfter(
  lock: DatabaseLock,
  catalog: DatabaseCatalog,
  { usable, scope, exclude }: UpdatedTables,
  { current, dropped }: ToolComparison,
  unmergedKeys: ReadonlySet<string>,
): DatabaseLock {
  const unmergedTables = new Set(Array.from(unmergedKeys, keyTable));
  const lockedTable = (name: string) => lock.tables.find((table) => table.name === name);
  const tables = usable.map((table) =>
    unmergedTables.has(table.name) ? (lockedTable(table.name) ?? table) : table,
  );
  const lostTables = lock.tables.filter(
    ({ name }) => dropped.length > 0 && !usable.some((table) => table.name === name),
  );
  const tools = current.map((draft) =>
    unmergedKeys.has(draft.key)
      ? (lock.tools.find(({ key }) => key === draft.key) ?? draft)
      : draft,
  );
  return lockFor(
    { tables: [...tables, ...lostTables], scope, exclude },
    [...tools, ...dropped],
    catalog,
  );
}

function changedTools(
  acceptedTools: ReadonlyMap<string, DatabaseDraft>,
  tools: readonly DatabaseDraft[],
) {
  return tools.flatMap(({ key, tool: currentTool }) => {
    const previousTool = acceptedTools.get(key)?.tool;
    return previousTool && JSON.stringify(previousTool) !== JSON.stringify(currentTool)
      ? [{ key, previous: previousTool, current: currentTool }]
      : [];
  });
}

/** Returns the accepted scope, extended by the options. @param names of all tables */
function acceptedScope(
  lock: DatabaseLock,
  options: ImportOptions,
  names: readonly string[],
): TableScope {
  const sharedNames = namesIn(options.sharedTables);
  return {
    users: lock.users,
    ...(lock.userColumn !== undefined && { userColumn: lock.userColumn }),
    sharedTables: [
      ...lock.sharedTables,
      ...names.filter(
        (name) =>
          !lock.sharedTables.includes(name) &&
          sharedNames.some((pattern) => matchesWildcard(pattern, name)),
      ),
    ],
    ...(!(options.allowChanges ?? !lock.readOnly) && { readOnly: true }),
    ...((options.counts ?? lock.counts) && { counts: true }),
  };
}
