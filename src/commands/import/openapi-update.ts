import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Proposal } from '../grow/proposal.js';
import type { OpenProject } from '../grow/project.js';
import { overlayPath } from '../openapi/accepted.js';
import { updateOf, type AcceptedProvider, type ProviderUpdate } from '../openapi/update.js';
import { shellWords } from '../shell.js';
import { isOpen, updateJson, updateLines } from '../openapi/update-report.js';
import { findingsReport } from '../openapi/findings.js';
import { carryOutUpdates, type SourceUpdate, type UpdateWords } from './updates.js';

const WORDS: UpdateWords = {
  command: 'import openapi',
  sources: 'documents',
};

/** Providers of documents that are new. */
export interface NewDocuments extends Proposal {
  documents: readonly string[];
}

/** Accepts the changes of documents, and adds new ones, unless `--check` is given. */
export async function acceptUpdates(
  context: CommandContext,
  project: OpenProject,
  accepted: readonly (AcceptedProvider & { file: string })[],
  given: GivenArguments,
  added?: NewDocuments,
): Promise<0 | 1 | 2> {
  const updates: ProviderUpdate[] = [];
  for (const { file, ...provider } of accepted)
    updates.push(await updateOf(context, project, provider, file, given));
  const command = shellWords(['import', 'openapi', ...given.arguments]);
  const words = { ...WORDS, ...(added && { added, command }) };
  return carryOutUpdates(context, project, updates.map(sourceUpdate), given, words, (place) =>
    findingsReport(place, updates, added?.documents),
  );
}

const sourceUpdate = (update: ProviderUpdate): SourceUpdate => ({
  provider: update.provider,
  addition: update.addition,
  lines: updateLines(update),
  json: updateJson(update),
  isOpen: isOpen(update),
  path: overlayPath(update.provider),
  inConflict: update.conflicts.map(({ path }) => path),
});
