import { LOCK_FILE } from '../../contract/lock.js';
import { hasArgument, releasedTools } from '../../contract/released-tools.js';
import { editOverlay } from '../../edit/edit-overlay.js';
import { changeFormerNames } from '../../edit/former-names.js';
import { toolParagraph } from '../../edit/listing.js';
import { type Addition, type Insertion, wholeTextChange } from '../../extend/addition.js';
import type { OpenProject } from '../../extend/open-project.js';
import { specContextOf } from '../../extend/provider-context.js';
import type { CommandContext } from '../../model/command.js';
import { afterArgumentRename, type FormerName } from '../../model/former-name.js';
import type { Provider } from '../../model/project.js';
import { renamedArguments } from '../../openapi/arguments.js';
import type { Imported, ImportedTool } from '../../openapi/import.js';
import type { RawObject, Skipped } from '../../openapi/model.js';
import { connectionOf } from '../../openapi/update/connection.js';
import { type DocumentLock, documentLockText } from '../../openapi/update/document-lock.js';
import type { Overlay } from '../../openapi/update/overlay.js';
import {
  movedOperations,
  nextLock,
  type Review,
  reviewDocument,
} from '../../openapi/update/reconcile.js';
import { listingPath, partNamed, partNames } from '../../project/provider-parts.js';
import {
  applySelection,
  readOperations,
  withoutFaultyOperations,
  withoutOtherHosts,
  withTools,
} from '../../sources/openapi/import.js';
import { documentLockPath, operationsIn, overlayPath } from '../../sources/openapi/lock-files.js';
import type { SourceUpdate } from '../carry-out.js';
import type { ImportOptions } from '../options.js';
import type { ToolChanges } from '../tool-changes.js';
import { availabilityChanges } from './availability.js';
import { type DocumentChanges, documentChanges } from './document-changes.js';
import { type OpenChange, openChanges } from './open-connection.js';

/** A provider with its accepted import. */
export interface AcceptedProvider {
  provider: Provider;
  overlay: Overlay;
  lock: DocumentLock;
}

/** The changes of a provider by its document. */
export interface ProviderUpdate extends SourceUpdate {
  document: string;
  /** Changes of base URL and sign-in that the author has to make. */
  connection: OpenChange[];
  /** Tools whose code has other texts than the listing of definitions that clients get. */
  edited: string[];
  review: Review;
  /** Selected operations that are not tools, with reasons. */
  leftOut: Skipped[];
  /** Whether the document is the one that was imported last. */
  isSame: boolean;
  /** Changed tools without files of their own. */
  missing: { key: string; name: string }[];
  /** Method and path of deprecated tools. */
  deprecated: string[];
  /** Tools in the code whose operations are disabled. */
  remaining: { key: string; name: string }[];
}

/** Returns the facts about a provider that decide how its document is read. */
export const readingFacts = (provider: Provider) => {
  const { authStyle, baseUrl } = specContextOf(provider);
  return { name: provider.name, authStyle, baseUrl, deprecated: true };
};

/**
 * Compares a document with a provider that was made from it, and plans the changes.
 * @throws CliError `openapi/…`, `extend/…`
 */
export async function documentUpdate(
  context: CommandContext,
  project: OpenProject,
  accepted: AcceptedProvider,
  file: string,
  options: ImportOptions,
): Promise<ProviderUpdate> {
  const { provider, overlay, lock } = accepted;
  const comparison = await compareDocument(context, accepted, file, options);
  const { read, review, connection, previousKeyOf } = comparison;
  const code = await codeChanges(project, provider, lock, review);
  const unavailable = availabilityChanges(
    provider,
    review,
    (key) => lock.tools[previousKeyOf(key)]?.unavailable,
  );
  const edited = await toolsOfOtherText(project, provider, toolsAfter(lock, review));
  const names = partNames(provider, 'tool');
  const remaining = review.disabled.filter(({ name }) => names.includes(name));
  const document = await documentChanges(context, project, provider, read, overlay.document);
  const newLock = nextLock(
    lock,
    { sha256: read.sha256, operations: comparison.operations },
    {
      review,
      kept: new Set(code.missing.map(({ key }) => key)),
      deleted: new Set(
        review.disabled.filter((tool) => !remaining.includes(tool)).map(({ key }) => key),
      ),
      reasons: unavailable.reasons,
      api: comparison.api,
    },
  );
  // A check does not fail for changes that the import would only record.
  const isRecordOnly = options.check === true && !isChanged(review);
  const recording = isRecordOnly ? NO_RECORDING : recordingOf(accepted, review, document, newLock);
  return {
    provider: provider.name,
    document: file,
    isSame: read.sha256 === lock.sha256,
    connection,
    edited: edited.names,
    review,
    leftOut: comparison.skipped.filter(
      ({ operation }) => !(previousKeyOf(operation) in lock.tools),
    ),
    conflicts: code.conflicts,
    missing: [...code.missing, ...unavailable.missing],
    deprecated: comparison.selectedTools.filter((tool) => tool.deprecated).map(({ key }) => key),
    remaining,
    addition: {
      files: [...code.addition.files, ...recording.files],
      insertions: [
        ...unavailable.insertions,
        ...code.addition.insertions,
        ...edited.insertions,
        ...recording.insertions,
        ...code.merges,
        ...(await formerArguments(project, provider, review, code.conflicts)),
      ],
      removed: recording.removed,
      notes: [...code.addition.notes, ...document.notes],
      ...(code.addition.answers && { answers: code.addition.answers }),
    },
  };
}

/** Reads the document, as the first stage, selects operations, and compares them with the accepted ones. */
async function compareDocument(
  context: CommandContext,
  { provider, overlay, lock }: AcceptedProvider,
  file: string,
  options: ImportOptions,
) {
  const read = await readOperations(context, file, options, readingFacts(provider));
  const operations = operationsIn(read);
  const moved = movedOperations(lock, operations);
  const previousKeys = new Map(moved.map(({ from, to }) => [to, from]));
  const previousKeyOf = (key: string) => previousKeys.get(key) ?? key;
  const selectedTools = selectTools(read.allOperations, { lock, overlay }, previousKeyOf, options);
  const described = withTools(read, selectedTools, provider.name, lock);
  const { tools: drafts, skipped } = withoutOtherHosts(described, {
    ...specContextOf(provider),
    allowHost: options.allowHost,
  });
  const documentApi = connectionOf(described.provider);
  const connection = openChanges(provider, lock.api ?? documentApi, documentApi);
  const review = reviewDocument({
    lock,
    overlay,
    operations,
    moved,
    drafts,
    skipped: [...read.allOperations.skipped, ...skipped],
  });
  // Changes that the author has to make are reported until they are accepted.
  const api = connection.length > 0 ? (lock.api ?? documentApi) : documentApi;
  return { read, operations, previousKeyOf, selectedTools, skipped, review, connection, api };
}

/** Returns, as the last stage, the record of the import in the project, with which the next one compares. */
function recordingOf(
  { provider: { name }, overlay }: AcceptedProvider,
  { addedDrafts, moved }: Review,
  document: DocumentChanges,
  lock: DocumentLock,
): Recording {
  const decisions = {
    addedKeys: addedDrafts.map(({ key }) => key),
    movedKeys: moved,
    document: document.path,
  };
  // An overlay must be parsed in order to be edited.
  const isOverlayUnchanged =
    addedDrafts.length + moved.length === 0 && document.path === overlay.document;
  return {
    files: document.files,
    insertions: [
      ...document.insertions,
      ...(isOverlayUnchanged
        ? []
        : [wholeTextChange(overlayPath(name), (text) => editOverlay(text, decisions))]),
      wholeTextChange(documentLockPath(name), () => documentLockText(lock)),
    ],
    removed: document.removed,
  };
}

type Recording = Required<Pick<Addition, 'files' | 'insertions' | 'removed'>>;

const NO_RECORDING: Recording = { files: [], insertions: [], removed: [] };

/** Returns the edits that keep the former names of renamed arguments working that the last release has. A module with conflicts cannot be edited. */
async function formerArguments(
  project: OpenProject,
  provider: Provider,
  { changedTools }: Review,
  conflicts: ToolChanges['conflicts'],
): Promise<Insertion[]> {
  const released = releasedTools(await project.read(LOCK_FILE), provider.name);
  return changedTools.flatMap(({ lockedTool, newTool, isKept }) => {
    const name = String(lockedTool.tool.name);
    const path = partNamed(provider, 'tool', name)?.module.path;
    const renames = [...renamedArguments(lockedTool.tool, newTool.tool)];
    const isEdited = conflicts.every((conflict) => conflict.path !== path);
    if (path === undefined || renames.length === 0 || isKept || !isEdited) return [];
    const change = (formerNames: readonly FormerName[]) =>
      renames.reduce((last, [from, to]) => {
        const names = [name, ...last.flatMap((entry) => entry.name ?? [])];
        return afterArgumentRename(last, {
          from,
          to,
          isReleased: hasArgument(released, names, from),
        });
      }, formerNames);
    return [wholeTextChange(path, (text) => changeFormerNames(text, name, change) ?? text)];
  });
}

/** Returns operations that are tools or become tools. @param previousKeyOf key in the lock of one in the document */
function selectTools(
  allOperations: Imported,
  { lock, overlay }: Omit<AcceptedProvider, 'provider'>,
  previousKeyOf: (key: string) => string,
  options: ImportOptions,
): ImportedTool[] {
  const isSelected = new Set(
    hasSelection(options)
      ? withoutFaultyOperations(applySelection(allOperations, options).tools, options).chosen
      : [],
  );
  return allOperations.tools.filter((tool) => {
    const previousKey = previousKeyOf(tool.key);
    const decision = overlay.decisions.get(tool.key) ?? overlay.decisions.get(previousKey);
    const isKnown = previousKey in lock.tools;
    const isNew = isSelected.has(tool) && (!tool.deprecated || options.deprecated === true);
    return (decision?.enabled ?? false) || (isNew && !isKnown && decision?.enabled !== false);
  });
}

/** Returns whether an import changes a tool or reports a new operation. */
const isChanged = ({ dropped: _, ...review }: Review): boolean =>
  Object.values(review).some((entries: readonly unknown[]) => entries.length > 0);

/** Changes of tool files. The renderer is loaded on demand, because most checks find no change. */
async function codeChanges(
  project: OpenProject,
  provider: Provider,
  lock: DocumentLock,
  review: Review,
): Promise<ToolChanges> {
  const { addedDrafts, changedTools } = review;
  if (addedDrafts.length + changedTools.length === 0)
    return {
      addition: { files: [], insertions: [], notes: [] },
      merges: [],
      conflicts: [],
      missing: [],
    };
  const { toolChanges } = await import('../tool-changes.js');
  return toolChanges(project, provider, {
    addedTools: addedDrafts.map(({ tool }) => tool),
    changedTools: changedTools
      .filter(({ isKept }) => !isKept)
      .map(({ key, lockedTool, newTool }) => ({
        key,
        previous: lockedTool.tool,
        current: newTool.tool,
      })),
    allVersions: {
      previous: Object.values(lock.tools).map(({ tool }) => tool),
      current: toolsAfter(lock, review),
    },
  });
}

/**
 * Returns tools whose code has a description that is missing in the listing of definitions, with
 * the edits that add it.
 */
async function toolsOfOtherText(
  project: OpenProject,
  provider: Provider,
  tools: readonly RawObject[],
) {
  const list = (await project.read(listingPath(provider))) ?? '';
  const textEdits = tools.flatMap((tool) => {
    const { title, description } = partNamed(provider, 'tool', String(tool.name)) ?? {};
    const isStated = description !== undefined && description !== tool.description;
    const paragraph = isStated ? toolParagraph(list, String(tool.name)) : undefined;
    const isListed = paragraph?.includes(description?.split('\n')[0] ?? '') === true;
    return isStated && paragraph !== undefined && !isListed ? [{ tool, title, description }] : [];
  });
  if (textEdits.length === 0) return { names: [], insertions: [] };
  const { editTexts } = await import('../tool-changes.js');
  const insertions = editTexts(provider, textEdits);
  const names = textEdits
    .filter((candidate) => editTexts(provider, [candidate]).some(({ edit }) => edit(list) !== list))
    .map(({ tool }) => String(tool.name));
  return { names, insertions };
}

/** Returns the tools of a provider after an import. */
function toolsAfter({ tools }: DocumentLock, { addedDrafts, changedTools }: Review): RawObject[] {
  const newTools = new Map(
    changedTools.map((change) => [String(change.lockedTool.tool.name), change.newTool.tool]),
  );
  const current = Object.values(tools).map(({ tool }) => newTools.get(String(tool.name)) ?? tool);
  return [...current, ...addedDrafts.map(({ tool }) => tool)];
}

const hasSelection = ({ include = [], exclude = [] }: ImportOptions) =>
  include.length + exclude.length > 0;
