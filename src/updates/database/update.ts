import { type DatabaseLock, lockText, namedAsLocked } from '../../database/catalog-lock.js';
import { changesSinceImport, type TableChange } from '../../database/drift.js';
import { draftsOf, schemaResource, withKnownNames } from '../../database/import.js';
import {
  type Catalogue,
  type DatabaseDraft,
  type Dialect,
  type SkippedPart,
  type Table,
  tableOf,
  type TableScope,
} from '../../database/model.js';
import { inScope, isScoped } from '../../database/scope.js';
import { importable } from '../../database/select.js';
import { withCases } from '../../database/test-cases.js';
import { KEYS_LINE, testBlocks } from '../../database/test-data.js';
import { TestRows } from '../../database/test-rows.js';
import type { DatabaseTarget } from '../../database/url.js';
import { wholeTextChange } from '../../extend/addition.js';
import type { OpenProject } from '../../extend/open-project.js';
import { renderContextOf, specContextOf } from '../../extend/provider-context.js';
import { scopeIsFixed } from '../../model/errors/database.js';
import type { Provider } from '../../model/project.js';
import { matchesWildcard } from '../../model/wildcard.js';
import { namesOf } from '../../project/provider-parts.js';
import { renderParts } from '../../render/part.js';
import { lockFor, lockPath } from '../../sources/database/lock-file.js';
import { namesIn } from '../../sources/database/options.js';
import { requireScoped } from '../../sources/database/scope.js';
import { selectedTables, tablesNamed } from '../../sources/database/selection.js';
import { validTools } from '../../sources/valid-tools.js';
import type { SourceUpdate } from '../carry-out.js';
import type { ImportOptions } from '../options.js';
import { type FileVersions, toolChanges } from '../tool-changes.js';

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
  /** Tools that the database no longer supports; they stay until people delete them. */
  removed: { key: string; name: string }[];
  /** Changed tools without files of their own. */
  missing: { key: string; name: string }[];
  /** New tables of the database. */
  offered: string[];
  skipped: SkippedPart[];
}

/**
 * Compares a database with a provider that was made from it, and plans the changes.
 * @throws CliError `database/…`, `grow/…`
 */
// eslint-disable-next-line max-lines-per-function -- the stages of one update in their order
export async function updateOf(
  project: OpenProject,
  { provider, lock }: ImportedTables,
  { url }: DatabaseTarget,
  currentCatalogue: Catalogue,
  options: ImportOptions,
): Promise<TablesUpdate> {
  const catalogue = { ...currentCatalogue, tables: namedAsLocked(currentCatalogue.tables, lock) };
  const { userColumn = lock.userColumn, users = lock.users } = options;
  if (userColumn !== lock.userColumn) throw scopeIsFixed('--user-column', provider.name);
  if (users !== lock.users) throw scopeIsFixed('--users', provider.name);
  const allNames = importable(catalogue).tables.map(({ name }) => name);
  const patterns = namesIn(options.tables);
  const existingNames = lock.tables
    .map(({ name }) => name)
    .filter((name) => allNames.includes(name));
  const exclude = [...new Set([...lock.exclude, ...(options.exclude ?? [])])];
  const names = [...existingNames, ...tablesNamed(catalogue, patterns)];
  const { tables: selected, skipped } = selectedTables(catalogue, names, exclude);
  const scope = scopeOf(lock, options, allNames);
  const tables = inScope(selected, scope);
  const keptTables = tables.filter((table) => isScoped(table, scope));
  requireScoped(
    tables.filter(({ name }) => !existingNames.includes(name)),
    scope,
    catalogue.dialect,
  );
  const proposedTools = draftsOf(keptTables, catalogue, scope, exclude);
  const { name } = provider;
  const valid = validTools(withKnownNames(proposedTools.drafts, lock), specContextOf(provider));
  const servedNames = namesOf(provider, 'tool');
  const acceptedTools = new Map(lock.tools.map((draft) => [draft.key, draft]));
  const newTools = valid.tools.filter(({ key }) => !acceptedTools.has(key));
  const changedDrafts = changedTools(acceptedTools, valid.tools);
  const previousVersion: TablesVersion = { tables: lock.tables, scope: lock };
  const currentVersion: TablesVersion = { tables: keptTables, scope };
  const data = await dataVersions(
    project,
    provider,
    catalogue.dialect,
    previousVersion,
    currentVersion,
  );
  const isKnown = await tablesInTests(project, provider, catalogue.dialect, previousVersion);
  const withTestCases = (draft: DatabaseDraft, version: TablesVersion) =>
    version.tables.some((table) => table.name === tableOf(draft.key) && isKnown(table))
      ? withCases(draft, rowsOf(version, catalogue.dialect))
      : draft.tool;
  const { addition, merges, conflicts, missing } = await toolChanges(
    project,
    provider,
    {
      added: newTools.map((draft) => withTestCases(draft, currentVersion)),
      changed: changedDrafts.map(({ key, ...change }) => ({
        key,
        previous: withTestCases({ key, tool: change.previous }, previousVersion),
        current: withTestCases({ key, tool: change.current }, currentVersion),
      })),
      all: {
        previous: lock.tools.map(({ tool }) => tool),
        current: valid.tools.map(({ tool }) => tool),
      },
    },
    data,
  );
  const droppedTools = lock.tools.filter(
    ({ key, tool }) =>
      !valid.tools.some((draft) => draft.key === key) && servedNames.includes(tool.name),
  );
  const lostTables = lock.tables.filter(
    (table) =>
      droppedTools.length > 0 && !keptTables.some((keptTable) => keptTable.name === table.name),
  );
  // The lock records these tools unchanged, so that the next import reports them again.
  const unmergedKeys = new Set(missing.map(({ key }) => key));
  const heldTables = new Set(Array.from(unmergedKeys, tableOf));
  const tableToLock = (table: Table): Table =>
    (heldTables.has(table.name) && lock.tables.find(({ name }) => name === table.name)) || table;
  const text = lockText(
    lockFor(
      { tables: [...keptTables.map(tableToLock), ...lostTables], scope, exclude },
      [
        ...valid.tools.map((draft) =>
          unmergedKeys.has(draft.key) ? (acceptedTools.get(draft.key) ?? draft) : draft,
        ),
        ...droppedTools,
      ],
      catalogue,
    ),
  );
  addition.insertions.push(
    wholeTextChange(lockPath(name), () => text),
    ...merges,
  );
  const previousTables = [...lock.tables.map((table) => table.name), ...lock.others];
  return {
    provider: name,
    database: url,
    changes: changesSinceImport(lock.tables, tables, catalogue.dialect),
    added: newTools.map(({ key, tool }) => ({ key, name: tool.name })),
    removed: droppedTools.map(({ key, tool }) => ({ key, name: tool.name })),
    conflicts,
    missing,
    offered: allNames.filter(
      (tableName) =>
        !previousTables.includes(tableName) &&
        !keptTables.some((keptTable) => keptTable.name === tableName),
    ),
    skipped: [...skipped, ...proposedTools.skipped, ...valid.skipped],
    addition,
  };
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

/** The accepted scope, extended by the options. @param names of all tables */
function scopeOf(lock: DatabaseLock, options: ImportOptions, names: readonly string[]): TableScope {
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

interface TablesVersion {
  tables: readonly Table[];
  scope: TableScope;
}

const rowsOf = ({ tables, scope }: TablesVersion, dialect: Dialect) =>
  new TestRows(tables, dialect, scope);

/** Both versions of the test data, and of the resource with the schema. */
async function dataVersions(
  project: OpenProject,
  provider: Provider,
  dialect: Dialect,
  previousVersion: TablesVersion,
  currentVersion: TablesVersion,
): Promise<FileVersions[]> {
  return [
    ...(await testDataVersions(project, provider, dialect, previousVersion, currentVersion)),
    ...(await schemaVersions(
      project,
      provider,
      dialect,
      previousVersion.tables,
      currentVersion.tables,
    )),
  ];
}

/**
 * Returns a function that tells whether the tests contain the rows of a table from which the
 * results of calls were made; they do unless people have changed that table.
 */
async function tablesInTests(
  { read }: OpenProject,
  { name }: Provider,
  dialect: Dialect,
  previousVersion: TablesVersion,
): Promise<(table: Table) => boolean> {
  const text = (await read(`tests/${name}.sql`))?.replaceAll('\r\n', '\n') ?? '';
  const blocks = testBlocks(rowsOf(previousVersion, dialect));
  return (table) => text.includes(blocks.get(table.name) ?? '');
}

/** Both versions of the test tables, one paragraph each; empty if the file was deleted. */
async function testDataVersions(
  { read }: OpenProject,
  { name }: Provider,
  dialect: Dialect,
  ...[previousVersion, currentVersion]: readonly [TablesVersion, TablesVersion]
): Promise<FileVersions[]> {
  const path = `tests/${name}.sql`;
  if ((await read(path)) === null) return [];
  const previousBlocks = testBlocks(rowsOf(previousVersion, dialect));
  const currentBlocks = testBlocks(rowsOf(currentVersion, dialect));
  return [...new Set([...previousBlocks.keys(), ...currentBlocks.keys()])].map((table) => ({
    key: path,
    path,
    of: (text) =>
      blockVersions(
        text.replaceAll('\r\n', '\n'),
        previousBlocks.get(table),
        currentBlocks.get(table),
      ),
  }));
}

/** Both versions of a paragraph; undefined if it was deleted, so that it stays deleted. */
function blockVersions(
  text: string,
  previousBlock: string | undefined,
  currentBlock: string | undefined,
) {
  const [existingParagraph] = [previousBlock, currentBlock].flatMap((block) =>
    block === undefined ? [] : (paragraphOf(text, block) ?? []),
  );
  if (existingParagraph === undefined)
    return previousBlock === undefined
      ? ([text, withParagraph(text, currentBlock ?? '')] as const)
      : undefined;
  if (previousBlock === undefined) return undefined;
  const withBlock = (block: string) => text.replace(existingParagraph, () => block);
  return [
    withBlock(previousBlock),
    currentBlock === undefined
      ? text.replace(`\n${existingParagraph}\n`, '')
      : withBlock(currentBlock),
  ] as const;
}

/** The text with a new paragraph at its end, or before the foreign keys, which follow all tables. */
function withParagraph(text: string, block: string): string {
  const keys = text.indexOf(`\n\n${KEYS_LINE}\n`);
  const end = keys < 0 ? text.trimEnd().length : keys;
  return `${text.slice(0, end)}\n\n${block}${text.slice(end).trimEnd()}\n`;
}

/** The paragraph that creates the same table, or has the foreign keys; the first one for the block without a table. */
function paragraphOf(text: string, block: string): string | undefined {
  const paragraphs = text.trimEnd().split('\n\n');
  const create = /^(?:create table .*|-- Foreign keys .*)$/m.exec(block)?.[0];
  return create === undefined
    ? paragraphs[0]
    : paragraphs.find((candidate) => candidate.split('\n').includes(create));
}

/** Both versions of the resource with the schema; empty if it was deleted. */
async function schemaVersions(
  project: OpenProject,
  provider: Provider,
  dialect: Dialect,
  ...[previousTables, currentTables]: readonly [readonly Table[], readonly Table[]]
): Promise<FileVersions[]> {
  const [previousResource = [], currentResource = []] = [previousTables, currentTables].map(
    (tables) =>
      renderParts(renderContextOf(provider), {
        tools: [],
        resources: [schemaResource(provider.name, tables, dialect)],
        prompts: [],
      }).flatMap(({ files }) => files.map(project.adapt)),
  );
  const versions: FileVersions[] = [];
  for (const [index, { path, text }] of previousResource.entries())
    if ((await project.read(path)) !== null)
      versions.push({
        key: path,
        path,
        isWhole: true,
        of: () => [text, currentResource[index]?.text ?? text],
      });
  return versions;
}
