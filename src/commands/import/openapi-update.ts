import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { OpenProject } from '../grow/project.js';
import { overlayPath } from '../openapi/accepted.js';
import { updateOf, type AcceptedProvider, type ProviderUpdate } from '../openapi/update.js';
import { isOpen, updateJson, updateLines } from '../openapi/update-report.js';
import { findingsReport } from './openapi-findings.js';
import { carryOutUpdates, type SourceUpdate, type UpdateWords } from './updates.js';

const WORDS: UpdateWords = {
  command: 'import openapi',
  sources: 'documents',
};

/** Accepts the changes of documents, unless `--check` is given. */
export async function acceptUpdates(
  context: CommandContext,
  project: OpenProject,
  accepted: readonly (AcceptedProvider & { file: string })[],
  given: GivenArguments,
): Promise<0 | 1 | 2> {
  const updates: ProviderUpdate[] = [];
  for (const { file, ...provider } of accepted)
    updates.push(await updateOf(context, project, provider, file, given));
  return carryOutUpdates(context, project, updates.map(sourceUpdate), given, WORDS, (place) =>
    findingsReport(place, updates),
  );
}

const sourceUpdate = (update: ProviderUpdate): SourceUpdate => ({
  provider: update.provider,
  addition: update.addition,
  lines: updateLines(update),
  json: updateJson(update),
  isOpen: isOpen(update),
  paths: [overlayPath(update.provider), ...update.conflicts.map(({ path }) => path)],
});
