import { resolve } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import {
  documentUnknown,
  invalidLock,
  invalidOverlay,
  nothingImported,
} from '../../model/errors/openapi.js';
import { lockOf } from '../../openapi/update/lock.js';
import { InvalidOverlay, overlayOf } from '../../openapi/update/overlay.js';
import { proposed, run as addProvider } from '../add-provider/run.js';
import { type Proposal, silent } from '../grow/proposal.js';
import type { OpenProject } from '../grow/project.js';
import { lockPath, overlayPath } from '../openapi/lock-files.js';
import { documentsAt } from '../openapi/inputs.js';
import { type AcceptedProvider, type ProviderUpdate, updateOf } from '../openapi/update.js';
import { providerOfDocument } from './provider-of-document.js';
import { openResolved } from './open.js';
import { shellWords } from '../../model/shell-words.js';
import { isOpen, updateJson, updateLines } from '../openapi/update-report.js';
import { findingsReport } from '../openapi/findings.js';
import { carryOutUpdates, type SourceUpdate, type UpdateWords } from './updates.js';

/** Adds providers from new OpenAPI documents, and updates those that were made from one. */
export async function importOpenApi(context: CommandContext, given: GivenArguments) {
  const files = (
    await Promise.all(given.arguments.map((path) => documentsAt(context.host, path)))
  ).flat();
  const project = await openResolved(context, given);
  const accepted = await acceptedIn(project);
  const { name } = given.values;
  const { host } = context;
  if (files.length === 0) {
    const chosen = accepted.filter(({ provider }) => name === undefined || provider.name === name);
    if (chosen.length === 0) throw nothingImported();
    const documents = chosen.map(({ provider, overlay: { document = '' } }) => ({
      provider: provider.name,
      document,
      file: document === '' ? undefined : resolve(project.root, document),
    }));
    for (const { provider, document, file: path } of documents) {
      if (path === undefined || (await host.files.kind(path)) === null)
        throw documentUnknown(provider, document);
    }
    return acceptUpdates(
      context,
      project,
      chosen.map((one, index) => ({ ...one, file: documents[index]?.file ?? '' })),
      given,
    );
  }
  const known: (AcceptedProvider & { file: string })[] = [];
  const fresh: string[] = [];
  for (const file of files) {
    const provider = await providerOfDocument(context, project, accepted, file, given);
    if (provider) known.push({ ...provider, file });
    else fresh.push(file);
  }
  const values = { ...given.values };
  delete values.name;
  const adding = {
    ...given,
    arguments: name === undefined ? [] : [name],
    values,
    lists: { ...given.lists, fromOpenapi: given.arguments },
  };
  if (known.length === 0 && !given.switches.check) return addProvider(context, adding);
  const inputs = { specs: [], documents: fresh };
  const asking = silent(context.flags.yes);
  const added =
    fresh.length > 0
      ? await proposed(context, project, { given: adding, inputs, asking })
      : undefined;
  return acceptUpdates(context, project, known, given, added && { ...added, documents: fresh });
}

/** @throws CliError `openapi/overlay`, `openapi/lock` */
async function acceptedIn({ model, read }: OpenProject): Promise<AcceptedProvider[]> {
  const accepted: AcceptedProvider[] = [];
  for (const provider of model.providers) {
    const path = overlayPath(provider.name);
    const text = await read(path);
    if (text === null) continue;
    const lock = lockOf((await read(lockPath(provider.name))) ?? '');
    if (!lock) throw invalidLock(lockPath(provider.name));
    try {
      accepted.push({ provider, lock, overlay: overlayOf(text) });
    } catch (error) {
      if (error instanceof InvalidOverlay) throw invalidOverlay(path, error.message);
      throw error;
    }
  }
  return accepted;
}

const WORDS: UpdateWords = {
  command: 'import openapi',
  sources: 'documents',
};

/** Providers of documents that are new. */
interface NewDocuments extends Proposal {
  documents: readonly string[];
}

/** Accepts the changes of documents, and adds new ones, unless `--check` is given. */
async function acceptUpdates(
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
