import { resolve } from 'node:path';
import { objectOrEmpty } from '../../runtime/src/utils/is-object.js';
import { onlyItem } from '../../runtime/src/utils/only-item.js';
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
import { shellWords } from '../model/text/shell-words.js';
import { providerName } from '../openapi/argument-names.js';
import { parseJsonOrYaml } from '../openapi/document/read.js';
import { readDocumentLock } from '../openapi/update/document-lock.js';
import { InvalidOverlayError, parseOverlay } from '../openapi/update/overlay.js';
import { movedOperations } from '../openapi/update/reconcile.js';
import { projectCommands } from '../render/commands.js';
import { withFileInErrors } from '../sources/openapi/document.js';
import { type DocumentOperations, readOperations } from '../sources/openapi/import.js';
import {
  documentLockPath,
  isCopy,
  operationsIn,
  overlayPath,
} from '../sources/openapi/lock-files.js';
import { carryOutUpdates, providersWith } from './carry-out.js';
import { openResolved } from './open-resolved.js';
import {
  type AcceptedProvider,
  documentUpdate,
  type ProviderUpdate,
  readingFacts,
} from './openapi/update.js';
import { findingsReport, isOpen, updateJson, updateLines } from './openapi/update-report.js';
import type { ImportOptions } from './options.js';

/** Adds providers from new OpenAPI documents, and updates the providers that were made from one. */
export async function importDocuments(
  context: CommandContext,
  commandLine: CommandLine<ImportOptions>,
) {
  const files = (
    await Promise.all(
      commandLine.arguments.map(async (path) =>
        (await import('../sources/openapi/inputs.js')).documentsAt(context.host, path),
      ),
    )
  ).flat();
  const project = await openResolved(context, commandLine.options);
  const acceptedProviders = await acceptedImports(project);
  const { name, ...options } = commandLine.options;
  const { host } = context;
  if (files.length === 0) {
    const selectedProviders = acceptedProviders.filter(
      ({ provider }) => name === undefined || provider.name === name,
    );
    if (selectedProviders.length === 0) throw nothingImported();
    const withFiles = selectedProviders.map((acceptedProvider) => ({
      ...acceptedProvider,
      file: resolve(project.root, acceptedProvider.overlay.document ?? ''),
    }));
    for (const { provider, overlay, file } of withFiles)
      if (overlay.document === undefined || (await host.files.kind(file)) === null)
        throw documentUnknown(provider.name, overlay.document ?? '');
    return acceptUpdates(context, project, withFiles, commandLine);
  }
  const readable: (AcceptedProvider & { file: string })[] = [];
  const newDocuments: string[] = [];
  for (const file of files) {
    const provider = await providerOfDocument(
      context,
      project,
      acceptedProviders,
      file,
      commandLine,
    );
    if (provider) readable.push({ ...provider, file });
    else newDocuments.push(file);
  }
  // Most imports are updates, which need no questions about providers.
  if (newDocuments.length === 0) return acceptUpdates(context, project, readable, commandLine);
  const { ordered } = commandLine;
  const request = {
    name,
    options: { ...options, fromOpenapi: commandLine.arguments },
    ordered,
  };
  const { addProviders, proposeProviders } = await import('../extend/add-providers.js');
  if (readable.length === 0 && !commandLine.options.check) return addProviders(context, request);
  const newRequest = { ...request, options: { ...request.options, fromOpenapi: newDocuments } };
  const newProposal = await proposeProviders(
    context,
    project,
    newRequest,
    withoutQuestions(context.flags.yes),
  );
  return acceptUpdates(context, project, readable, commandLine, {
    ...newProposal,
    documents: newDocuments,
  });
}

/** Returns the accepted imports of a project. @throws CliError `openapi/overlay`, `openapi/lock` */
const acceptedImports = (project: OpenProject) =>
  providersWith(project, overlayPath, async (provider, text): Promise<AcceptedProvider> => {
    const { name } = provider;
    const lock = readDocumentLock((await project.read(documentLockPath(name))) ?? '');
    if (!lock) throw invalidLock(documentLockPath(name));
    try {
      return { provider, lock, overlay: parseOverlay(text) };
    } catch (error) {
      throw error instanceof InvalidOverlayError
        ? invalidOverlay(overlayPath(name), error.message)
        : error;
    }
  });

interface NewDocuments extends Proposal {
  documents: readonly string[];
}

/** Applies the changes of documents, and adds new ones, unless `--check` is present. */
async function acceptUpdates(
  context: CommandContext,
  project: OpenProject,
  acceptedProviders: readonly (AcceptedProvider & { file: string })[],
  commandLine: CommandLine<ImportOptions>,
  newProposal?: NewDocuments,
): Promise<0 | 1 | 2> {
  const updates: ProviderUpdate[] = [];
  for (const { file, ...provider } of acceptedProviders)
    updates.push(await documentUpdate(context, project, provider, file, commandLine.options));
  const { name } = commandLine.options;
  const nameOption = name === undefined ? [] : ['--name', name];
  const { cli } = projectCommands(project.packageManager);
  const isOther = updates.some(({ isSame }) => !isSame);
  const otherDocumentNote = isOther
    ? ' A document has changed, but no operation that is a tool.'
    : '';
  const upToDateWith =
    commandLine.arguments.length > 0
      ? 'its documents.'
      : `${acceptedProviders.map(({ overlay }) => overlay.document).join(', ')}. For a newer document, run "${cli} import openapi FILE --check".`;
  return carryOutUpdates(context, project, updates, commandLine.options, {
    command: shellWords(['import', 'openapi', ...commandLine.arguments, ...nameOption]),
    upToDateWith: upToDateWith + otherDocumentNote,
    lines: updateLines,
    json: updateJson,
    isOpen,
    path: overlayPath,
    report: (place, allUpdates) => findingsReport(place, allUpdates, newProposal?.documents),
    newProviders: newProposal,
  });
}

/**
 * Returns the provider that was made from a document, found by `--name`, by its path, by its copy
 * in the project, or by its title and its operations.
 * @throws CliError `openapi/same-title`, `openapi/another-api`
 */
async function providerOfDocument(
  context: CommandContext,
  { root, read }: OpenProject,
  acceptedProviders: readonly AcceptedProvider[],
  file: string,
  commandLine: CommandLine<ImportOptions>,
): Promise<AcceptedProvider | undefined> {
  const byName = (providerName: string) =>
    acceptedProviders.find(({ provider }) => provider.name === providerName);
  const { name } = commandLine.options;
  if (name !== undefined || acceptedProviders.length === 0)
    return name === undefined ? undefined : byName(name);
  const path = resolve(context.host.cwd, file);
  const sameFile = onlyItem(
    acceptedProviders.filter(
      ({ overlay: { document } }) => document !== undefined && resolve(root, document) === path,
    ),
  );
  if (sameFile) return sameFile;
  // The target is that of an update of the only provider, so that the document is read once.
  const onlyProvider = onlyItem(acceptedProviders)?.provider;
  const reading = onlyProvider ? readingFacts(onlyProvider) : {};
  const document = await readOperations(context, file, commandLine.options, reading);
  const copies: { accepted: AcceptedProvider; text: string }[] = [];
  for (const acceptedProvider of acceptedProviders) {
    const { document: documentPath = '' } = acceptedProvider.overlay;
    const text = isCopy(documentPath, acceptedProvider.provider.name)
      ? await read(documentPath)
      : null;
    if (text !== null) copies.push({ accepted: acceptedProvider, text });
  }
  const { copy } = document;
  const [exact, secondCopy] = copies.filter(({ text }) => 'text' in copy && text === copy.text);
  if (exact && !secondCopy) return exact.accepted;
  const { title } = document.allOperations;
  const isTitled = ({ accepted: { overlay }, text }: (typeof copies)[number]) =>
    objectOrEmpty(withFileInErrors(overlay.document ?? '', () => parseJsonOrYaml(text)).info)
      .title === title;
  const titleMatch = byName(providerName(title));
  // A provider can have a name of its own.
  const withSameTitle = new Set([
    ...(titleMatch ? [titleMatch] : []),
    ...copies.filter(isTitled).map(({ accepted }) => accepted),
  ]);
  const describedProviders = [...withSameTitle].filter((candidate) =>
    describes(document, candidate),
  );
  if (describedProviders.length > 1)
    throw sameTitle(
      file,
      title,
      describedProviders.map(({ provider }) => provider.name),
    );
  if (titleMatch && describedProviders.length === 0)
    throw anotherApi(file, titleMatch.provider.name);
  return describedProviders[0];
}

/**
 * Returns whether a document has at least half of the operations that are tools. Several APIs can
 * have the same title and server, and paths such as `/health`.
 */
function describes(document: DocumentOperations, { lock }: AcceptedProvider): boolean {
  const operations = operationsIn(document);
  const currentKeys = new Set(operations.map(({ key }) => key));
  const tools = Object.keys(lock.tools);
  const remainingCount = tools.filter((key) => currentKeys.has(key)).length;
  return (remainingCount + movedOperations(lock, operations).length) * 2 >= tools.length;
}
