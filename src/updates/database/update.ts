import { type Change, drift } from '../../database/drift.js';
import { draftsOf, schemaResource, withKnownNames } from '../../database/import.js';
import { type DatabaseLock, lockText, namedAsLocked } from '../../database/lock.js';
import {
  type Catalogue,
  type Dialect,
  type Draft,
  type Scope,
  type Skipped,
  type Table,
  tableOf,
} from '../../database/model.js';
import { inScope, isScoped } from '../../database/scope.js';
import { importable } from '../../database/select.js';
import { withCases } from '../../database/test-cases.js';
import { testBlocks } from '../../database/test-data.js';
import { TestRows } from '../../database/test-rows.js';
import type { DatabaseTarget } from '../../database/url.js';
import { wholeTextChange } from '../../extend/addition.js';
import type { OpenProject } from '../../extend/open-project.js';
import { renderContextOf, specContextOf } from '../../extend/provider-context.js';
import { scopeIsFixed } from '../../model/errors/database.js';
import type { Provider } from '../../model/project.js';
import { fits } from '../../model/wildcard.js';
import { namesOf } from '../../project/provider-parts.js';
import { renderParts } from '../../render/part.js';
import { lockFor, lockPath } from '../../sources/database/lock-file.js';
import { namesIn } from '../../sources/database/options.js';
import { requireScoped } from '../../sources/database/scope.js';
import { selectedTables, tablesNamed } from '../../sources/database/selection.js';
import { validTools } from '../../sources/valid-tools.js';
import type { SourceUpdate } from '../carry-out.js';
import type { ImportOptions } from '../options.js';
import { toolChanges, type Versions } from '../tool-changes.js';

/** A provider with what an import of tables has accepted. */
export interface ImportedTables {
  provider: Provider;
  lock: DatabaseLock;
  /** Absent: the database that the server of the project uses. */
  target?: DatabaseTarget;
}

/** What a database changes in a provider. */
export interface TablesUpdate extends SourceUpdate {
  /** Its URL without a login. */
  database: string;
  changes: Change[];
  /** Tools of tables and columns that are new. */
  added: { key: string; name: string }[];
  /** Tools that the database no longer supports; they stay until they are deleted. */
  removed: { key: string; name: string }[];
  /** Changed tools that have no files of their own. */
  missing: { key: string; name: string }[];
  /** Tables that are new in the database. */
  offered: string[];
  skipped: Skipped[];
}

/**
 * Compares a database with a provider that was made from it, and plans the changes.
 * @throws CliError `database/…`, `grow/…`
 */
export async function updateOf(
  project: OpenProject,
  { provider, lock }: ImportedTables,
  { url }: DatabaseTarget,
  found: Catalogue,
  options: ImportOptions,
): Promise<TablesUpdate> {
  const catalogue = { ...found, tables: namedAsLocked(found.tables, lock) };
  const { userColumn = lock.userColumn, users = lock.users } = options;
  if (userColumn !== lock.userColumn) throw scopeIsFixed('--user-column', provider.name);
  if (users !== lock.users) throw scopeIsFixed('--users', provider.name);
  const all = importable(catalogue).tables.map(({ name }) => name);
  const patterns = namesIn(options.tables);
  const existing = lock.tables.map(({ name }) => name).filter((name) => all.includes(name));
  const exclude = [...new Set([...lock.exclude, ...(options.exclude ?? [])])];
  const names = [...existing, ...tablesNamed(catalogue, patterns)];
  const { tables: selected, skipped } = selectedTables(catalogue, names, exclude);
  const scope = scopeOf(lock, options, all);
  const tables = inScope(selected, scope);
  const kept = tables.filter((table) => isScoped(table, scope));
  requireScoped(
    tables.filter(({ name }) => !existing.includes(name)),
    scope,
    catalogue.dialect,
  );
  const proposed = draftsOf(kept, catalogue, scope, exclude);
  const { name } = provider;
  const valid = validTools(withKnownNames(proposed.drafts, lock), specContextOf(provider));
  const served = namesOf(provider, 'tool');
  const accepted = new Map(lock.tools.map((draft) => [draft.key, draft]));
  const added = valid.tools.filter(({ key }) => !accepted.has(key));
  const changed = changedTools(accepted, valid.tools);
  const was: Version = { tables: lock.tables, scope: lock };
  const now: Version = { tables: kept, scope };
  const data = await dataVersions(project, provider, catalogue.dialect, was, now);
  const isKnown = await tablesInTests(project, provider, catalogue.dialect, was);
  const tested = (draft: Draft, version: Version) =>
    version.tables.some((table) => table.name === tableOf(draft.key) && isKnown(table))
      ? withCases(draft, rowsOf(version, catalogue.dialect))
      : draft.tool;
  const { addition, merges, conflicts, missing } = await toolChanges(
    project,
    provider,
    {
      added: added.map((draft) => tested(draft, now)),
      changed: changed.map(({ key, ...change }) => ({
        key,
        was: tested({ key, tool: change.was }, was),
        now: tested({ key, tool: change.now }, now),
      })),
      all: {
        was: lock.tools.map(({ tool }) => tool),
        now: valid.tools.map(({ tool }) => tool),
      },
    },
    data,
  );
  const gone = lock.tools.filter(
    ({ key, tool }) =>
      !valid.tools.some((draft) => draft.key === key) && served.includes(tool.name),
  );
  const lostTables = lock.tables.filter(
    (table) => gone.length > 0 && !kept.some((one) => one.name === table.name),
  );
  // What is left to do stays as it was, so that the next import reports it again.
  const held = new Set(missing.map(({ key }) => key));
  const heldTables = new Set(Array.from(held, tableOf));
  const tableToLock = (table: Table): Table =>
    (heldTables.has(table.name) && lock.tables.find(({ name }) => name === table.name)) || table;
  const text = lockText(
    lockFor(
      { tables: [...kept.map(tableToLock), ...lostTables], scope, exclude },
      [
        ...valid.tools.map((draft) =>
          held.has(draft.key) ? (accepted.get(draft.key) ?? draft) : draft,
        ),
        ...gone,
      ],
      catalogue,
    ),
  );
  addition.insertions.push(
    wholeTextChange(lockPath(name), () => text),
    ...merges,
  );
  const before = [...lock.tables.map((table) => table.name), ...lock.others];
  return {
    provider: name,
    database: url,
    changes: drift(lock.tables, tables, catalogue.dialect),
    added: added.map(({ key, tool }) => ({ key, name: tool.name })),
    removed: gone.map(({ key, tool }) => ({ key, name: tool.name })),
    conflicts,
    missing,
    offered: all.filter((each) => !before.includes(each) && !kept.some((one) => one.name === each)),
    skipped: [...skipped, ...proposed.skipped, ...valid.skipped],
    addition,
  };
}

function changedTools(accepted: ReadonlyMap<string, Draft>, tools: readonly Draft[]) {
  return tools.flatMap(({ key, tool: now }) => {
    const was = accepted.get(key)?.tool;
    return was && JSON.stringify(was) !== JSON.stringify(now) ? [{ key, was, now }] : [];
  });
}

/** The accepted scope with what the options add. `names`: of all tables. */
function scopeOf(lock: DatabaseLock, options: ImportOptions, names: readonly string[]): Scope {
  const shared = namesIn(options.sharedTables);
  return {
    users: lock.users,
    ...(lock.userColumn !== undefined && { userColumn: lock.userColumn }),
    sharedTables: [
      ...lock.sharedTables,
      ...names.filter(
        (name) =>
          !lock.sharedTables.includes(name) && shared.some((pattern) => fits(pattern, name)),
      ),
    ],
    ...(!(options.allowChanges ?? !lock.readOnly) && { readOnly: true }),
    ...((options.counts ?? lock.counts) && { counts: true }),
  };
}

interface Version {
  tables: readonly Table[];
  scope: Scope;
}

const rowsOf = ({ tables, scope }: Version, dialect: Dialect) =>
  new TestRows(tables, dialect, scope);

/** Both versions of the test data, and of the resource with the schema. */
async function dataVersions(
  project: OpenProject,
  provider: Provider,
  dialect: Dialect,
  was: Version,
  now: Version,
): Promise<Versions[]> {
  return [
    ...(await testDataVersions(project, provider, dialect, was, now)),
    ...(await schemaVersions(project, provider, was.tables, now.tables)),
  ];
}

/** Whether the tests have the rows that the results of calls were made from: those of tables that nobody has changed. */
async function tablesInTests(
  { read }: OpenProject,
  { name }: Provider,
  dialect: Dialect,
  was: Version,
): Promise<(table: Table) => boolean> {
  const text = (await read(`tests/${name}.sql`))?.replaceAll('\r\n', '\n') ?? '';
  const blocks = testBlocks(rowsOf(was, dialect));
  return (table) => text.includes(blocks.get(table.name) ?? '');
}

/** The tables of the tests, a paragraph each; none where the file was deleted. */
async function testDataVersions(
  { read }: OpenProject,
  { name }: Provider,
  dialect: Dialect,
  ...[was, now]: readonly [Version, Version]
): Promise<Versions[]> {
  const path = `tests/${name}.sql`;
  if ((await read(path)) === null) return [];
  const before = testBlocks(rowsOf(was, dialect));
  const after = testBlocks(rowsOf(now, dialect));
  return [...new Set([...before.keys(), ...after.keys()])].map((table) => ({
    key: path,
    path,
    of: (text) => blockVersions(text.replaceAll('\r\n', '\n'), before.get(table), after.get(table)),
  }));
}

/** A paragraph that was deleted stays deleted. */
function blockVersions(text: string, was: string | undefined, now: string | undefined) {
  const [mine] = [was, now].flatMap((block) =>
    block === undefined ? [] : (paragraphOf(text, block) ?? []),
  );
  if (mine === undefined)
    return was === undefined ? ([text, `${text.trimEnd()}\n\n${now}\n`] as const) : undefined;
  if (was === undefined) return undefined;
  const using = (block: string) => text.replace(mine, () => block);
  return [using(was), now === undefined ? text.replace(`\n${mine}\n`, '') : using(now)] as const;
}

/** The paragraph that creates the same table; the first one for the block without a table. */
function paragraphOf(text: string, block: string): string | undefined {
  const paragraphs = text.trimEnd().split('\n\n');
  const create = /^create table .*$/m.exec(block)?.[0];
  return create === undefined
    ? paragraphs[0]
    : paragraphs.find((each) => each.split('\n').includes(create));
}

/** The resource with the schema; none where it was deleted. */
async function schemaVersions(
  project: OpenProject,
  provider: Provider,
  ...[was, now]: readonly [readonly Table[], readonly Table[]]
): Promise<Versions[]> {
  const [before = [], after = []] = [was, now].map((tables) =>
    renderParts(renderContextOf(provider), {
      tools: [],
      resources: [schemaResource(provider.name, tables)],
      prompts: [],
    }).flatMap(({ files }) => files.map(project.adapt)),
  );
  const versions: Versions[] = [];
  for (const [index, { path, text }] of before.entries())
    if ((await project.read(path)) !== null)
      versions.push({
        key: path,
        path,
        isWhole: true,
        of: () => [text, after[index]?.text ?? text],
      });
  return versions;
}
