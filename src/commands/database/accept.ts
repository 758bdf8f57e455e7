import { counted } from '../../model/counted.js';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { OpenProject } from '../grow/project.js';
import { conflictText, section } from '../import/report-section.js';
import { carryOutUpdates, type SourceUpdate, type UpdateWords } from '../import/updates.js';
import { lockPath } from './lock-file.js';
import { catalogueOf } from './catalogue.js';
import { configuredTarget } from './target.js';
import { findingsReport } from './findings.js';
import { updateOf, type ImportedTables, type TablesUpdate } from './update.js';

const WORDS: UpdateWords = {
  command: 'import database',
  sources: 'databases',
};

/** Accepts the changes of databases, unless `--check` is given. */
export async function acceptTables(
  context: CommandContext,
  project: OpenProject,
  imported: readonly ImportedTables[],
  given: GivenArguments,
): Promise<0 | 1 | 2> {
  const updates: TablesUpdate[] = [];
  for (const one of imported) {
    const target = one.target ?? (await configuredTarget(context, project, one.provider.name));
    const catalogue = await catalogueOf(context, target);
    updates.push(await updateOf(project, one, target, catalogue, given));
  }
  return carryOutUpdates(context, project, updates.map(sourceUpdate), given, WORDS, (place) =>
    findingsReport(place, updates),
  );
}

function sourceUpdate(update: TablesUpdate): SourceUpdate {
  const { addition, ...json } = update;
  const { provider, removed, conflicts, missing } = update;
  return {
    provider,
    addition,
    lines: updateLines(update),
    json,
    isOpen: removed.length + conflicts.length + missing.length > 0,
    path: lockPath(provider),
    inConflict: conflicts.map(({ path }) => path),
  };
}

function updateLines(update: TablesUpdate): string[] {
  const { provider, database, changes, added, removed, conflicts, missing, offered } = update;
  const breaking = changes.filter(({ isBreaking }) => isBreaking);
  return [
    `${provider}: ${database} has ${counted(changes.length, 'change')}, ${breaking.length} of them breaking, and ${counted(offered.length, 'new table')}.`,
    ...section(
      'Changed',
      changes.map(
        ({ at, detail, isBreaking }) => `${at}: ${detail}${isBreaking ? ' (breaking)' : ''}`,
      ),
    ),
    ...section(
      'Added',
      added.map(({ name }) => name),
    ),
    ...section(
      'Removed: the tools stay until you delete them',
      removed.map(({ name }) => name),
    ),
    ...section(
      'Conflicts with edits: an import shows both versions in the files',
      conflicts.map(conflictText),
    ),
    ...section(
      'Not updated: the files were not found',
      missing.map(({ name }) => name),
    ),
    ...section('New tables: select them with --tables', offered),
  ];
}
