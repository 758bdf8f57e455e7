import { readDatabaseLock } from '../database/catalog-lock.js';
import { skippedJson } from '../database/model.js';
import { type DatabaseTarget, isSameDatabase } from '../database/url.js';
import { addProviders } from '../extend/add-providers.js';
import type { OpenProject } from '../extend/open-project.js';
import type { CommandContext, CommandLine } from '../model/command.js';
import { CliError } from '../model/errors/cli-error.js';
import { databaseLockInvalid, nothingFromDatabase, oneDatabase } from '../model/errors/database.js';
import { pluralize } from '../model/text/pluralize.js';
import { databaseLockPath } from '../sources/database/lock-file.js';
import { catalogOf, configuredTarget, sourceTarget } from '../sources/database/target.js';
import { conflictText, reportSections } from '../sources/report-lines.js';
import { carryOutUpdates, providersWith, type UpdateSource } from './carry-out.js';
import { findingsReport } from './database/findings.js';
import { type ImportedTables, type TablesUpdate, tablesUpdate } from './database/update.js';
import { openResolved } from './open-resolved.js';
import type { ImportOptions } from './options.js';

/** Adds a provider for tables of a database, or updates the providers that were made from one. */
export async function importDatabase(
  context: CommandContext,
  commandLine: CommandLine<ImportOptions>,
) {
  const [url, ...furtherArguments] = commandLine.arguments;
  if (furtherArguments.length > 0) throw oneDatabase();
  const project = await openResolved(context, commandLine.options);
  const { name, ...options } = commandLine.options;
  const acceptedImports = (await readAcceptedImports(project)).filter(
    ({ provider }) => name === undefined || provider.name === name,
  );
  if (url === undefined) {
    if (acceptedImports.length === 0) throw nothingFromDatabase();
    return acceptTables(context, project, acceptedImports, commandLine);
  }
  const importers = await providersImportedFrom(context, project, acceptedImports, url, name);
  if (importers.length > 0) return acceptTables(context, project, importers, commandLine);
  if (commandLine.options.check) throw nothingFromDatabase();
  const { ordered } = commandLine;
  return addProviders(context, {
    name,
    options: { ...options, fromDatabase: url },
    ordered,
  });
}

/** Returns the providers that were imported from a database. */
async function providersImportedFrom(
  context: CommandContext,
  project: OpenProject,
  acceptedImports: readonly ImportedTables[],
  text: string,
  name: string | undefined,
): Promise<ImportedTables[]> {
  const candidates: ImportedTables[] = [];
  const target = sourceTarget(text, context.host);
  for (const importedTables of acceptedImports)
    if (
      name !== undefined ||
      (await usesDatabase(context, project, importedTables.provider.name, target))
    )
      candidates.push({ ...importedTables, target });
  return candidates;
}

/** Returns whether a provider uses a database; false for a provider without a URL. */
async function usesDatabase(
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

/** Returns the accepted imports of a project. @throws CliError `database/lock` */
const readAcceptedImports = (project: OpenProject) =>
  providersWith(project, databaseLockPath, (provider, text): ImportedTables => {
    const lock = readDatabaseLock(text);
    if (!lock) throw databaseLockInvalid(databaseLockPath(provider.name));
    return { provider, lock };
  });

/** Applies the changes of databases, unless `--check` is present. */
async function acceptTables(
  context: CommandContext,
  project: OpenProject,
  importedTables: readonly ImportedTables[],
  commandLine: CommandLine<ImportOptions>,
): Promise<0 | 1 | 2> {
  const updates: TablesUpdate[] = [];
  for (const providerTables of importedTables) {
    const target =
      providerTables.target ??
      (await configuredTarget(context, project, providerTables.provider.name));
    const catalog = await catalogOf(context, target);
    updates.push(await tablesUpdate(project, providerTables, target, catalog, commandLine.options));
  }
  return carryOutUpdates(context, project, updates, commandLine.options, databases);
}

const databases: UpdateSource<TablesUpdate> = {
  command: 'import database',
  upToDateWith: 'its databases.',
  lines: updateLines,
  json: ({ addition: _, skipped, ...json }) => ({ ...json, skipped: skipped.map(skippedJson) }),
  isOpen: ({ removed, conflicts, missing }) =>
    removed.length + conflicts.length + missing.length > 0,
  path: databaseLockPath,
  report: findingsReport,
};

function updateLines(update: TablesUpdate): string[] {
  const { provider, database, changes, added, removed, conflicts, missing, offered } = update;
  const breakingChanges = changes.filter(({ isBreaking }) => isBreaking);
  return [
    `${provider}: ${database} has ${pluralize(changes.length, 'change')}, ${breakingChanges.length} of them breaking, and ${pluralize(offered.length, 'new table')}.`,
    ...reportSections(
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

const changeText = ({ at: place, detail, isBreaking }: TablesUpdate['changes'][number]) =>
  `${place}: ${detail}${isBreaking ? ' (breaking)' : ''}`;
