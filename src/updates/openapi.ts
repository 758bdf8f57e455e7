import { resolve } from 'node:path';
import type { OpenProject } from '../extend/open-project.js';
import { type Proposal, withoutQuestions } from '../extend/proposal.js';
import type { CommandContext, CommandLine } from '../model/command.js';
import {
  anotherApi,
  documentUnknown,
  invalidLock,
  invalidOverlay,
  nothingImported,
  sameTitle,
} from '../model/errors/openapi.js';
import { shellWords } from '../model/shell-words.js';
import { parsedDocument } from '../openapi/document/read.js';
import { obj } from '../openapi/model.js';
import { providerName } from '../openapi/names.js';
import { lockOf } from '../openapi/update/lock.js';
import { InvalidOverlay, overlayOf } from '../openapi/update/overlay.js';
import { movedOperations } from '../openapi/update/reconcile.js';
import { projectCommands } from '../render/commands.js';
import { withFileInErrors } from '../sources/openapi/document.js';
import { type DocumentOperations, readOperations } from '../sources/openapi/import.js';
import { isCopy, lockPath, operationsIn, overlayPath } from '../sources/openapi/lock-files.js';
import { carryOutUpdates, providersWith } from './carry-out.js';
import { openResolved } from './open-resolved.js';
import { type AcceptedProvider, type ProviderUpdate, updateOf } from './openapi/update.js';
import { findingsReport, isOpen, updateJson, updateLines } from './openapi/update-report.js';
import type { ImportOptions } from './options.js';

/** Adds providers from new OpenAPI documents, and updates those that were made from one. */
export async function importOpenApi(context: CommandContext, given: CommandLine<ImportOptions>) {
  const files = (
    await Promise.all(
      given.arguments.map(async (path) =>
        (await import('../sources/openapi/inputs.js')).documentsAt(context.host, path),
      ),
    )
  ).flat();
  const project = await openResolved(context, given.options);
  const accepted = await acceptedIn(project);
  const { name, ...options } = given.options;
  const { host } = context;
  if (files.length === 0) {
    const chosen = accepted.filter(({ provider }) => name === undefined || provider.name === name);
    if (chosen.length === 0) throw nothingImported();
    const selected = chosen.map((one) => ({
      ...one,
      file: resolve(project.root, one.overlay.document ?? ''),
    }));
    for (const { provider, overlay, file } of selected)
      if (overlay.document === undefined || (await host.files.kind(file)) === null)
        throw documentUnknown(provider.name, overlay.document ?? '');
    return acceptUpdates(context, project, selected, given);
  }
  const readable: (AcceptedProvider & { file: string })[] = [];
  const fresh: string[] = [];
  for (const file of files) {
    const provider = await providerOfDocument(context, project, accepted, file, given);
    if (provider) readable.push({ ...provider, file });
    else fresh.push(file);
  }
  // Most imports are updates, which need no questions about providers.
  if (fresh.length === 0) return acceptUpdates(context, project, readable, given);
  const { ordered } = given;
  const request = { name, options: { ...options, fromOpenapi: given.arguments }, ordered };
  const { addProviders, proposeProviders } = await import('../extend/add-providers.js');
  if (readable.length === 0 && !given.options.check) return addProviders(context, request);
  const ofFresh = { ...request, options: { ...request.options, fromOpenapi: fresh } };
  const asking = withoutQuestions(context.flags.yes);
  const added = await proposeProviders(context, project, ofFresh, asking);
  return acceptUpdates(context, project, readable, given, { ...added, documents: fresh });
}

/** @throws CliError `openapi/overlay`, `openapi/lock` */
const acceptedIn = (project: OpenProject) =>
  providersWith(project, overlayPath, async (provider, text): Promise<AcceptedProvider> => {
    const { name } = provider;
    const lock = lockOf((await project.read(lockPath(name))) ?? '');
    if (!lock) throw invalidLock(lockPath(name));
    try {
      return { provider, lock, overlay: overlayOf(text) };
    } catch (error) {
      throw error instanceof InvalidOverlay
        ? invalidOverlay(overlayPath(name), error.message)
        : error;
    }
  });

/** Providers of documents that are new. */
interface NewDocuments extends Proposal {
  documents: readonly string[];
}

/** Accepts the changes of documents, and adds new ones, unless `--check` is given. */
async function acceptUpdates(
  context: CommandContext,
  project: OpenProject,
  accepted: readonly (AcceptedProvider & { file: string })[],
  given: CommandLine<ImportOptions>,
  added?: NewDocuments,
): Promise<0 | 1 | 2> {
  const updates: ProviderUpdate[] = [];
  for (const { file, ...provider } of accepted)
    updates.push(await updateOf(context, project, provider, file, given.options));
  const { name } = given.options;
  const nameOption = name === undefined ? [] : ['--name', name];
  const { cli } = projectCommands(project.packageManager);
  const isOther = updates.some(({ isSame }) => !isSame);
  const other = isOther ? ' A document has changed, but no operation that is a tool.' : '';
  const upToDateWith =
    given.arguments.length > 0
      ? 'its documents.'
      : `${accepted.map(({ overlay }) => overlay.document).join(', ')}. For a newer document, run "${cli} import openapi FILE --check".`;
  return carryOutUpdates(context, project, updates, given.options, {
    command: shellWords(['import', 'openapi', ...given.arguments, ...nameOption]),
    upToDateWith: upToDateWith + other,
    lines: updateLines,
    json: updateJson,
    isOpen,
    path: overlayPath,
    report: (place, all) => findingsReport(place, all, added?.documents),
    added,
  });
}

/**
 * The provider that was made from a document: by `--name`, by its path, by its copy in the project, or by its title and its
 * operations.
 * @throws CliError `openapi/same-title`, `openapi/another-api`
 */
async function providerOfDocument(
  context: CommandContext,
  { root, read }: OpenProject,
  accepted: readonly AcceptedProvider[],
  file: string,
  given: CommandLine<ImportOptions>,
): Promise<AcceptedProvider | undefined> {
  const byName = (wanted: string) => accepted.find(({ provider }) => provider.name === wanted);
  const { name } = given.options;
  if (name !== undefined || accepted.length === 0)
    return name === undefined ? undefined : byName(name);
  const path = resolve(context.host.cwd, file);
  const [same, another] = accepted.filter(
    ({ overlay: { document } }) => document !== undefined && resolve(root, document) === path,
  );
  if (same && !another) return same;
  const document = await readOperations(context, file, given.options, {});
  const copies: { one: AcceptedProvider; text: string }[] = [];
  for (const one of accepted) {
    const { document: home = '' } = one.overlay;
    const text = isCopy(home, one.provider.name) ? await read(home) : null;
    if (text !== null) copies.push({ one, text });
  }
  const { copy } = document;
  const [exact, copied] = copies.filter(({ text }) => 'text' in copy && text === copy.text);
  if (exact && !copied) return exact.one;
  const { title } = document.all;
  const isTitled = ({ one: { overlay }, text }: (typeof copies)[number]) =>
    obj(withFileInErrors(overlay.document ?? '', () => parsedDocument(text)).info).title === title;
  const titleMatch = byName(providerName(title));
  // A provider can have a name of its own.
  const titled = new Set([
    ...(titleMatch ? [titleMatch] : []),
    ...copies.filter(isTitled).map(({ one }) => one),
  ]);
  const described = [...titled].filter((one) => describes(document, one));
  if (described.length > 1)
    throw sameTitle(
      file,
      title,
      described.map(({ provider }) => provider.name),
    );
  if (titleMatch && described.length === 0) throw anotherApi(file, titleMatch.provider.name);
  return described[0];
}

/**
 * Whether a document has at least half of the operations that are tools: several APIs can have one title and one server, and
 * paths such as `/health`.
 */
function describes(document: DocumentOperations, { lock }: AcceptedProvider): boolean {
  const operations = operationsIn(document);
  const present = new Set(operations.map(({ key }) => key));
  const tools = Object.keys(lock.tools);
  const remaining = tools.filter((key) => present.has(key)).length;
  return (remaining + movedOperations(lock, operations).length) * 2 >= tools.length;
}
