import { lockOf } from '../database/lock.js';
import { type DatabaseTarget, isSameDatabase } from '../database/url.js';
import { addProviders } from '../extend/add-providers.js';
import type { OpenProject } from '../extend/open-project.js';
import type { CommandContext, CommandLine } from '../model/command.js';
import { pluralize } from '../model/counted.js';
import { CliError } from '../model/errors/cli-error.js';
import { databaseLockInvalid, nothingFromDatabase, oneDatabase } from '../model/errors/database.js';
import { lockPath } from '../sources/database/lock-file.js';
import { catalogueOf, configuredTarget, sourceTarget } from '../sources/database/target.js';
import { conflictText, sections } from '../sources/report.js';
import { carryOutUpdates, providersWith, type UpdateSource } from './carry-out.js';
import { findingsReport } from './database/findings.js';
import { type ImportedTables, type TablesUpdate, updateOf } from './database/update.js';
import { openResolved } from './open-resolved.js';
import type { ImportOptions } from './options.js';

/** Adds a provider for tables of a database, or updates those that were made from one. */
export async function importDatabase(context: CommandContext, given: CommandLine<ImportOptions>) {
  const [url, ...others] = given.arguments;
  if (others.length > 0) throw oneDatabase();
  const project = await openResolved(context, given.options);
  const { name, ...options } = given.options;
  const accepted = (await acceptedIn(project)).filter(
    ({ provider }) => name === undefined || provider.name === name,
  );
  if (url === undefined) {
    if (accepted.length === 0) throw nothingFromDatabase();
    return acceptTables(context, project, accepted, given);
  }
  const importers = await importedFrom(context, project, accepted, url, name);
  if (importers.length > 0) return acceptTables(context, project, importers, given);
  if (given.options.check) throw nothingFromDatabase();
  const { ordered } = given;
  return addProviders(context, { name, options: { ...options, fromDatabase: url }, ordered });
}

/** The providers that were imported from a database. */
async function importedFrom(
  context: CommandContext,
  project: OpenProject,
  accepted: readonly ImportedTables[],
  text: string,
  name: string | undefined,
): Promise<ImportedTables[]> {
  const candidates: ImportedTables[] = [];
  const target = sourceTarget(text, context.host);
  for (const one of accepted)
    if (name !== undefined || (await uses(context, project, one.provider.name, target)))
      candidates.push({ ...one, target });
  return candidates;
}

/** Whether a provider uses a database; one without a URL uses none. */
async function uses(
  context: CommandContext,
  project: OpenProject,
  provider: string,
  target: DatabaseTarget,
): Promise<boolean> {
  try {
    return isSameDatabase(await configuredTarget(context, project, provider), target);
  } catch (error) {
    if (error instanceof CliError) return false;
    throw error;
  }
}

/** @throws CliError `database/lock` */
const acceptedIn = (project: OpenProject) =>
  providersWith(project, lockPath, (provider, text): ImportedTables => {
    const lock = lockOf(text);
    if (!lock) throw databaseLockInvalid(lockPath(provider.name));
    return { provider, lock };
  });

/** Accepts the changes of databases, unless `--check` is given. */
async function acceptTables(
  context: CommandContext,
  project: OpenProject,
  imported: readonly ImportedTables[],
  given: CommandLine<ImportOptions>,
): Promise<0 | 1 | 2> {
  const updates: TablesUpdate[] = [];
  for (const one of imported) {
    const target = one.target ?? (await configuredTarget(context, project, one.provider.name));
    const catalogue = await catalogueOf(context, target);
    updates.push(await updateOf(project, one, target, catalogue, given.options));
  }
  return carryOutUpdates(context, project, updates, given.options, databases);
}

const databases: UpdateSource<TablesUpdate> = {
  command: 'import database',
  upToDateWith: 'its databases.',
  lines: updateLines,
  json: ({ addition: _, ...json }) => json,
  isOpen: ({ removed, conflicts, missing }) =>
    removed.length + conflicts.length + missing.length > 0,
  path: lockPath,
  report: findingsReport,
};

function updateLines(update: TablesUpdate): string[] {
  const { provider, database, changes, added, removed, conflicts, missing, offered } = update;
  const breaking = changes.filter(({ isBreaking }) => isBreaking);
  return [
    `${provider}: ${database} has ${pluralize(changes.length, 'change')}, ${breaking.length} of them breaking, and ${pluralize(offered.length, 'new table')}.`,
    ...sections(
      ['Changed', changes.map(changeText)],
      ['Added', added.map(({ name }) => name)],
      [
        'Removed: the tools stay until you delete them with "remove-tool"',
        removed.map(({ name }) => name),
      ],
      [
        'Conflicts with edits: an import shows both versions in the files',
        conflicts.map(conflictText),
      ],
      [
        'Not updated: move the tools to files of their own, or restore the files',
        missing.map(({ name }) => name),
      ],
      ['New tables: select them with --tables', offered],
    ),
  ];
}

const changeText = ({ at, detail, isBreaking }: TablesUpdate['changes'][number]) =>
  `${at}: ${detail}${isBreaking ? ' (breaking)' : ''}`;
