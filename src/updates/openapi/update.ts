import { LOCK_FILE } from '../../contract/lock.js';
import { hasArgument, releasedTools } from '../../contract/released-tools.js';
import { changeFormerNames } from '../../edit/former-names.js';
import { listedTool } from '../../edit/listed.js';
import { changedOverlay } from '../../edit/overlay.js';
import { replaceInSection } from '../../edit/readme.js';
import {
  addUnavailable,
  removeUnavailable,
  type UnavailablePlace,
} from '../../edit/unavailable.js';
import { type Addition, type Insertion, wholeTextChange } from '../../extend/addition.js';
import type { OpenProject } from '../../extend/open-project.js';
import { specContextOf } from '../../extend/provider-context.js';
import { README, readmeSubject } from '../../extend/readme.js';
import type { CommandContext } from '../../model/command.js';
import { afterArgumentRename, type FormerName } from '../../model/former-name.js';
import { relPath } from '../../model/path.js';
import type { Provider } from '../../model/project.js';
import { renamedArguments } from '../../openapi/arguments.js';
import type { Imported, ImportedTool } from '../../openapi/import.js';
import type { Obj, Skipped } from '../../openapi/model.js';
import { connectionOf } from '../../openapi/update/connection.js';
import { type Lock, lockText } from '../../openapi/update/document-lock.js';
import type { Overlay } from '../../openapi/update/overlay.js';
import {
  movedOperations,
  nextLock,
  type Review,
  reviewOf,
} from '../../openapi/update/reconcile.js';
import { listedPath, namesOf, partNamed, testPath } from '../../project/provider-parts.js';
import { repositoryOf } from '../../project/repository.js';
import { projectCommands } from '../../render/commands.js';
import { originText } from '../../render/markdown.js';
import { printers } from '../../render/printers.js';
import {
  type DocumentOperations,
  readOperations,
  selectionOf,
  withoutFaultyOperations,
  withoutOtherHosts,
  withTools,
} from '../../sources/openapi/import.js';
import {
  documentHome,
  homeWarnings,
  isCopy,
  lockPath,
  operationsIn,
  originOf,
  overlayPath,
} from '../../sources/openapi/lock-files.js';
import type { SourceUpdate } from '../carry-out.js';
import type { ImportOptions } from '../options.js';
import type { ToolChanges } from '../tool-changes.js';
import { type OpenChange, openChanges } from './open-connection.js';

/** A provider with its accepted import. */
export interface AcceptedProvider {
  provider: Provider;
  overlay: Overlay;
  lock: Lock;
}

/** The changes of a provider by its document. */
export interface ProviderUpdate extends SourceUpdate {
  document: string;
  /** Changes of base URL and sign-in that a person has to make. */
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

/** The facts about a provider that decide how its document is read. */
export const readingOf = (provider: Provider) => ({
  name: provider.name,
  authStyle: specContextOf(provider).authStyle,
  deprecated: true,
});

/**
 * Compares a document with a provider that was made from it, and plans the changes.
 * @throws CliError `openapi/…`, `grow/…`
 */
export async function updateOf(
  context: CommandContext,
  project: OpenProject,
  { provider, overlay, lock }: AcceptedProvider,
  file: string,
  options: ImportOptions,
): Promise<ProviderUpdate> {
  const { name } = provider;
  const specContext = specContextOf(provider);
  const read = await readOperations(context, file, options, readingOf(provider));
  const operations = operationsIn(read);
  const movedKeys = movedOperations(lock, operations);
  const previousKeyOf = new Map(movedKeys.map(({ from, to }) => [to, from]));
  const selectedTools = selectTools(read.all, { lock, overlay }, previousKeyOf, options);
  const described = withTools(read, selectedTools, name, lock);
  const { tools: drafts, skipped } = withoutOtherHosts(described, {
    ...specContext,
    allowHost: options.allowHost,
  });
  const api = connectionOf(described.provider);
  const connection = openChanges(provider, lock.api ?? api, api);
  const skippedAll = [...read.all.skipped, ...skipped];
  const review = reviewOf({
    lock,
    overlay,
    operations,
    moved: movedKeys,
    drafts,
    skipped: skippedAll,
  });
  const { addition, merges, conflicts, missing } = await codeChanges(
    project,
    provider,
    lock,
    review,
  );
  const missingKeys = new Set(missing.map(({ key }) => key));
  const { reasons, ...unavailable } = availabilityChanges(
    provider,
    review,
    (key) => lock.tools[previousKeyOf.get(key) ?? key]?.unavailable,
  );
  missing.push(...unavailable.missing);
  const servedNames = namesOf(provider, 'tool');
  const remainingTools = review.disabled.filter((tool) => servedNames.includes(tool.name));
  const deletedKeys = new Set(
    review.disabled.filter((tool) => !remainingTools.includes(tool)).map(({ key }) => key),
  );
  const newLock = nextLock(
    lock,
    { sha256: read.sha256, operations },
    {
      review,
      kept: missingKeys,
      deleted: deletedKeys,
      reasons,
      api: connection.length > 0 ? (lock.api ?? api) : api,
    },
  );
  const editedNames = await toolsOfOtherText(project, provider, toolsAfter(lock, review));
  // A check does not fail for changes that the import would only record.
  const isRecordOnly = options.check === true && !isChanged(review);
  const document = await updatedHome(context, project, provider, read, overlay.document);
  const added = review.added.map(({ key }) => key);
  const decisions = { added, moved: movedKeys, document: document.path };
  return {
    provider: name,
    document: file,
    isSame: read.sha256 === lock.sha256,
    connection,
    edited: editedNames.names,
    review,
    leftOut: skipped.filter(
      ({ at: operationKey }) => !((previousKeyOf.get(operationKey) ?? operationKey) in lock.tools),
    ),
    conflicts,
    missing,
    deprecated: selectedTools.filter((tool) => tool.deprecated).map(({ key }) => key),
    remaining: remainingTools,
    addition: {
      files: [...addition.files, ...(isRecordOnly ? [] : document.files)],
      insertions: [
        ...unavailable.insertions,
        ...addition.insertions,
        ...editedNames.insertions,
        ...(isRecordOnly
          ? []
          : [
              ...document.insertions,
              wholeTextChange(overlayPath(name), (text) => changedOverlay(text, decisions)),
              wholeTextChange(lockPath(name), () => lockText(newLock)),
            ]),
        ...merges,
        ...(await formerArguments(project, provider, review, conflicts)),
      ],
      removed: isRecordOnly ? [] : document.removed,
      notes: [...addition.notes, ...document.notes],
      ...(addition.answers && { answers: addition.answers }),
    },
  };
}

/** Edits that keep the former names of renamed arguments working that the last release has. A module with conflicts cannot be edited. */
async function formerArguments(
  project: OpenProject,
  provider: Provider,
  { changed: changedTools }: Review,
  conflicts: ToolChanges['conflicts'],
): Promise<Insertion[]> {
  const released = releasedTools(await project.read(LOCK_FILE), provider.name);
  return changedTools.flatMap(({ previous: lockedTool, current: newTool, isKept }) => {
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

/** Operations that are tools or become tools. @param previousKeys keys of the lock by those of the document */
function selectTools(
  allOperations: Imported,
  { lock, overlay }: Omit<AcceptedProvider, 'provider'>,
  previousKeys: ReadonlyMap<string, string>,
  options: ImportOptions,
): ImportedTool[] {
  const isSelected = new Set(
    hasSelection(options)
      ? withoutFaultyOperations(selectionOf(allOperations, options).tools, options).chosen
      : [],
  );
  return allOperations.tools.filter((tool) => {
    const previousKey = previousKeys.get(tool.key) ?? tool.key;
    const decision = overlay.decisions.get(tool.key) ?? overlay.decisions.get(previousKey);
    const isKnown = previousKey in lock.tools;
    const isNew = isSelected.has(tool) && (!tool.deprecated || options.deprecated === true);
    return (decision?.enabled ?? false) || (isNew && !isKnown && decision?.enabled !== false);
  });
}

/** Whether an import changes a tool or reports a new operation. */
const isChanged = ({ dropped: _, ...review }: Review): boolean =>
  Object.values(review).some((entries: readonly unknown[]) => entries.length > 0);

/** Changes of tool files. The renderer is loaded on demand, because most checks find no change. */
async function codeChanges(
  project: OpenProject,
  provider: Provider,
  lock: Lock,
  review: Review,
): Promise<ToolChanges> {
  const { added: addedDrafts, changed: changedTools } = review;
  if (addedDrafts.length + changedTools.length === 0)
    return {
      addition: { files: [], insertions: [], notes: [] },
      merges: [],
      conflicts: [],
      missing: [],
    };
  const { toolChanges } = await import('../tool-changes.js');
  return toolChanges(project, provider, {
    added: addedDrafts.map(({ tool }) => tool),
    changed: changedTools
      .filter(({ isKept }) => !isKept)
      .map(({ key, previous: lockedTool, current: newTool }) => ({
        key,
        previous: lockedTool.tool,
        current: newTool.tool,
      })),
    all: {
      previous: Object.values(lock.tools).map(({ tool }) => tool),
      current: toolsAfter(lock, review),
    },
  });
}

/** Tools whose code has a description that is missing in the listing of definitions, with the edits that add it. */
async function toolsOfOtherText(project: OpenProject, provider: Provider, tools: readonly Obj[]) {
  const list = (await project.read(listedPath(provider))) ?? '';
  const textEdits = tools.flatMap((tool) => {
    const { title, description } = partNamed(provider, 'tool', String(tool.name)) ?? {};
    const isStated = description !== undefined && description !== tool.description;
    const paragraph = isStated ? listedTool(list, String(tool.name)) : undefined;
    const isListed = paragraph?.includes(description?.split('\n')[0] ?? '') === true;
    return isStated && paragraph !== undefined && !isListed ? [{ tool, title, description }] : [];
  });
  if (textEdits.length === 0) return { names: [], insertions: [] };
  const { editedTexts } = await import('../tool-changes.js');
  const insertions = editedTexts(provider, textEdits);
  const names = textEdits
    .filter((candidate) =>
      editedTexts(provider, [candidate]).some(({ edit }) => edit(list) !== list),
    )
    .map(({ tool }) => String(tool.name));
  return { names, insertions };
}

/** The tools of a provider after an import. */
function toolsAfter({ tools }: Lock, { added: addedDrafts, changed: changedTools }: Review): Obj[] {
  const newTools = new Map(
    changedTools.map((change) => [String(change.previous.tool.name), change.current.tool]),
  );
  const current = Object.values(tools).map(({ tool }) => newTools.get(String(tool.name)) ?? tool);
  return [...current, ...addedDrafts.map(({ tool }) => tool)];
}

const hasSelection = ({ include = [], exclude = [] }: ImportOptions) =>
  include.length + exclude.length > 0;

/** Changes of tools that no longer have an operation, or have one again. Their functions stay as they are. */
interface AvailabilityChanges {
  insertions: Insertion[];
  /** Reasons why calls of a tool fail, by method and path. */
  reasons: ReadonlyMap<string, string>;
  /** Tools whose definitions were not found. */
  missing: { key: string; name: string }[];
}

/**
 * Makes tools without an operation unavailable, only once, because people can make them available
 * again.
 * @param reasonOfImport reasons of earlier imports, by method and path
 */
function availabilityChanges(
  provider: Provider,
  { removed, restored }: Pick<Review, 'removed' | 'restored'>,
  reasonOfImport: (key: string) => string | undefined,
): AvailabilityChanges {
  const insertions: Insertion[] = [];
  const reasons = new Map<string, string>();
  const missingTools: AvailabilityChanges['missing'] = [];
  for (const { key, name, isGone, isKept } of removed) {
    if (!isGone) continue;
    const acceptedReason = reasonOfImport(key);
    if (acceptedReason !== undefined) reasons.set(key, acceptedReason);
    if (acceptedReason !== undefined || isKept) continue;
    const path = partNamed(provider, 'tool', name)?.module.path;
    if (path === undefined) {
      missingTools.push({ key, name });
      continue;
    }
    const reason = `The API does not have this operation any more: ${key}.`;
    reasons.set(key, reason);
    insertions.push(...availabilityEdits(provider, { path, name, reason }, addUnavailable));
  }
  for (const { name, reason, isKept } of restored) {
    if (isKept) continue;
    const path = partNamed(provider, 'tool', name)?.module.path;
    if (path !== undefined)
      insertions.push(...availabilityEdits(provider, { path, name, reason }, removeUnavailable));
  }
  return { insertions, reasons, missing: missingTools };
}

/** Edits of a tool's definition, and of its test cases if it has some. */
function availabilityEdits(
  provider: Provider,
  { path, name: tool, reason }: { path: string; name: string; reason: string },
  change: (text: string, place: UnavailablePlace, value: string) => string | undefined,
): Insertion[] {
  const test = testPath(provider);
  const places: { path: string; place: UnavailablePlace; value: string }[] = [
    { path, place: { tool }, value: printers.str(reason) },
    ...(provider.project.text(test)
      ? [{ path: test, place: { tool, testsOf: provider.name }, value: 'true' }]
      : []),
  ];
  return places.map(({ place, value, ...file }) => ({
    ...file,
    where: `in the tool "${tool}"`,
    lines: `unavailable: ${value}`,
    edit: (text) => change(text, place, value) ?? text,
  }));
}

/**
 * The changes of a newer document: its copy, the path from which later imports read it, and the
 * sentence in the README.
 * @param previousPath path of the previous document
 */
async function updatedHome(
  { host }: CommandContext,
  project: OpenProject,
  provider: Provider,
  source: DocumentOperations,
  previousPath: string | undefined,
): Promise<Required<Omit<Addition, 'answers'>> & { path: string | undefined }> {
  const { root, packageManager } = project;
  const { name } = provider;
  const repository = await repositoryOf(host.files, root);
  const documentPlace = documentHome(source, name, {
    root,
    repository,
    cwd: host.cwd,
    known: previousPath,
  });
  const { path, copy } = documentPlace;
  const changes: Required<Omit<Addition, 'answers'>> = {
    files: [],
    insertions: [],
    removed:
      previousPath !== undefined && previousPath !== path && isCopy(previousPath, name)
        ? [relPath(previousPath)]
        : [],
    notes: homeWarnings(source, name, documentPlace),
  };
  if (copy && (await project.read(copy.path)) === null) changes.files.push(copy);
  else if (copy) changes.insertions.push(wholeTextChange(copy.path, () => copy.text));
  const sentence = (documentPath: string | undefined) =>
    originText(originOf(documentPath, name), name, projectCommands(packageManager));
  const edit = (text: string) =>
    replaceInSection(text, sentence(previousPath), sentence(path), readmeSubject(provider)) ?? text;
  if (previousPath !== path && (await project.read(README)) !== null)
    changes.insertions.push(wholeTextChange(README, edit));
  return { path, ...changes };
}
