import type { CommandContext, GivenArguments } from '../../model/command.js';
import { scopeIsFixed } from '../../model/errors/database.js';
import type { ProviderModel } from '../../model/project.js';
import { fits } from '../../model/wildcard.js';
import { drift, type Change } from '../../database/drift.js';
import { draftsOf, namedAs } from '../../database/import.js';
import { lockText, type DatabaseLock } from '../../database/lock.js';
import type { Catalogue, Scope, Table } from '../../database/model.js';
import { inScope, isScoped } from '../../database/scope.js';
import { importable } from '../../database/select.js';
import type { Draft, Skipped } from '../../database/tool.js';
import type { DatabaseTarget } from '../../database/url.js';
import { checkAdditions } from '../../spec/check.js';
import { completeAdditions } from '../../spec/defaults.js';
import { bareValue } from '../../spec/source.js';
import type { Addition } from '../grow/addition.js';
import { definitionsOf, namesOf } from '../grow/definitions.js';
import { homeOf } from '../grow/home.js';
import { replacing } from '../grow/insertions.js';
import { styleOf } from '../grow/new-files.js';
import { partsAddition } from '../grow/parts.js';
import type { OpenProject } from '../grow/project.js';
import { toolVersions } from '../import/changed-tool.js';
import { mergeVersions, type FileConflict, type Versions } from '../import/merge-versions.js';
import { validTools } from '../import/valid-tools.js';
import { lockFor, lockPath } from './accepted.js';
import { dataVersions } from './data-versions.js';
import { namesIn } from './options.js';
import { openTables } from './scope.js';
import { selectedTables, tablesNamed } from './selection.js';

/** A provider with what an import of tables has accepted. */
export interface ImportedTables {
  provider: ProviderModel;
  lock: DatabaseLock;
  /** Absent: the database that the server of the project uses. */
  target?: DatabaseTarget;
}

/** What a database changes in a provider. */
export interface TablesUpdate {
  provider: string;
  /** Its URL without a login, or the file of a dump. */
  database: string;
  changes: Change[];
  /** Tools of tables and columns that are new. */
  added: { key: string; name: string }[];
  /** Tools that the database no longer supports; they stay until they are deleted. */
  removed: { key: string; name: string }[];
  conflicts: FileConflict[];
  /** Changed tools whose files were not found. */
  missing: { key: string; name: string }[];
  /** Tables that are new in the database. */
  offered: string[];
  skipped: Skipped[];
  addition: Addition;
}

/**
 * Compares a database with a provider that was made from it, and plans the changes.
 * @throws CliError `database/…`, `grow/…`
 */
export async function updateOf(
  { host }: CommandContext,
  project: OpenProject,
  { provider, lock }: ImportedTables,
  { url, dump = url }: DatabaseTarget,
  catalogue: Catalogue,
  { values, lists }: GivenArguments,
): Promise<TablesUpdate> {
  const { userColumn = lock.userColumn, users = lock.users } = values;
  if (userColumn !== lock.userColumn) throw scopeIsFixed('--user-column', provider.name);
  if (users !== lock.users) throw scopeIsFixed('--users', provider.name);
  const all = importable(catalogue).tables.map(({ name }) => name);
  const patterns = namesIn(values.tables);
  const known = lock.tables.map(({ name }) => name).filter((name) => all.includes(name));
  const exclude = [...new Set([...lock.exclude, ...(lists.exclude ?? [])])];
  const names = [...known, ...tablesNamed(catalogue, patterns)];
  const { tables: found, skipped } = selectedTables(catalogue, names, exclude);
  const shared = namesIn(values.sharedTables);
  const scope: Scope = {
    users: lock.users,
    ...(lock.userColumn !== undefined && { userColumn: lock.userColumn }),
    sharedTables: [
      ...lock.sharedTables,
      ...all.filter(
        (name) =>
          !lock.sharedTables.includes(name) && shared.some((pattern) => fits(pattern, name)),
      ),
    ],
  };
  const tables = inScope(found, scope);
  const kept = tables.filter((table) => isScoped(table, scope));
  const open = tables.filter((table) => !kept.includes(table) && !known.includes(table.name));
  if (open.length > 0) throw openTables(open, scope);
  const proposed = draftsOf(kept, catalogue, scope, exclude);
  const { name } = provider;
  const valid = validTools(namedAs(proposed.drafts, lock), homeOf(provider));
  const served = namesOf(definitionsOf(provider).tools);
  const work = await toolChanges(host, project, provider, lock, valid.tools);
  const data = await dataVersions(
    project,
    provider,
    catalogue.dialect,
    { tables: lock.tables, scope: lock },
    { tables: kept, scope },
  );
  const merged = await mergeVersions(project, [...work.versions, ...data]);
  const gone = lock.tools.filter(
    ({ key, tool }) =>
      !valid.tools.some((draft) => draft.key === key) && served.includes(tool.name),
  );
  const lostTables = lock.tables.filter(
    (table) => gone.length > 0 && !kept.some((one) => one.name === table.name),
  );
  // What is left to do stays as it was, so that the next import reports it again.
  const held = new Set(Array.from(work.held, tableOf));
  const accepted = (table: Table): Table =>
    (held.has(table.name) && lock.tables.find(({ name }) => name === table.name)) || table;
  const text = lockText(
    lockFor(
      { tables: [...kept.map(accepted), ...lostTables], scope, exclude },
      [
        ...valid.tools.map((draft) =>
          work.held.has(draft.key)
            ? (lock.tools.find(({ key }) => key === draft.key) ?? draft)
            : draft,
        ),
        ...gone,
      ],
      catalogue,
    ),
  );
  work.addition.insertions.push(
    replacing(lockPath(name), () => text),
    ...merged.insertions,
  );
  const before = [...lock.tables.map((table) => table.name), ...lock.others];
  return {
    provider: name,
    database: dump,
    changes: drift(lock.tables, tables, catalogue.dialect),
    added: work.added.map(({ key, tool }) => ({ key, name: tool.name })),
    removed: gone.map(({ key, tool }) => ({ key, name: tool.name })),
    conflicts: merged.conflicts,
    missing: work.missing,
    offered: all.filter((each) => !before.includes(each) && !kept.some((one) => one.name === each)),
    skipped: [...skipped, ...proposed.skipped, ...valid.skipped],
    addition: work.addition,
  };
}

/** `sales.parts.list` → `sales.parts` */
const tableOf = (key: string): string => key.replace(/\.\w+$/, '');

/** Adds tools, and merges the new versions of others into their files. */
async function toolChanges(
  host: CommandContext['host'],
  project: OpenProject,
  provider: ProviderModel,
  lock: DatabaseLock,
  drafts: readonly Draft[],
) {
  const home = homeOf(provider);
  const check = ({ tool }: Draft) => checkAdditions({ tools: [tool] }, home, bareValue).spec.tools;
  const added = drafts.filter(({ key }) => !lock.tools.some((tool) => tool.key === key));
  const addition = await partsAddition(project, provider, {
    tools: added.flatMap(check),
    resources: [],
    prompts: [],
  });
  const style = await styleOf(host.files, project.root);
  const versions: Versions[] = [];
  const missing: TablesUpdate['missing'] = [];
  const held = new Set<string>();
  for (const draft of drafts) {
    const { key } = draft;
    const locked = lock.tools.find((one) => one.key === key);
    if (!locked || JSON.stringify(locked.tool) === JSON.stringify(draft.tool)) continue;
    const [was] = completeAdditions({ tools: [locked.tool] }, home.kind).tools;
    const [now] = check(draft);
    if (!was || !now) continue;
    const own = await toolVersions(project, provider, style, key, [was, now]);
    versions.push(...(own ?? []));
    if (own) continue;
    missing.push({ key, name: now.name });
    held.add(key);
  }
  return { added, addition, versions, missing, held };
}
