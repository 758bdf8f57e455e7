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
import { relPath } from '../../model/path.js';
import type { Provider } from '../../model/project.js';
import type { Imported, ImportedTool } from '../../openapi/import.js';
import type { Obj, Skipped } from '../../openapi/model.js';
import { connectionOf } from '../../openapi/update/connection.js';
import { type Lock, lockText } from '../../openapi/update/lock.js';
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

/** A provider with what an import has accepted. */
export interface AcceptedProvider {
  provider: Provider;
  overlay: Overlay;
  lock: Lock;
}

/** What a document changes in a provider. */
export interface ProviderUpdate extends SourceUpdate {
  document: string;
  /** What people change in the project. */
  connection: OpenChange[];
  /** Tools whose code has other texts than the list of what clients are told. */
  edited: string[];
  review: Review;
  /** Operations that were selected and are no tools, with reasons. */
  leftOut: Skipped[];
  /** Whether the document is the one that was imported last. */
  isSame: boolean;
  /** Changed tools that have no files of their own. */
  missing: { key: string; name: string }[];
  /** Method and path of tools. */
  deprecated: string[];
  /** Tools in the code whose operations are disabled. */
  remaining: { key: string; name: string }[];
}

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
  const home = specContextOf(provider);
  const { authStyle } = home;
  const read = await readOperations(context, file, options, { name, authStyle, deprecated: true });
  const operations = operationsIn(read);
  const moved = movedOperations(lock, operations);
  const before = new Map(moved.map(({ from, to }) => [to, from]));
  const chosen = chosenTools(read.all, { lock, overlay }, before, options);
  const described = withTools(read, chosen, name, lock);
  const { tools: drafts, skipped } = withoutOtherHosts(described, {
    ...home,
    allowHost: options.allowHost,
  });
  const api = connectionOf(described.provider);
  const connection = openChanges(provider, lock.api ?? api, api);
  const skippedAll = [...read.all.skipped, ...skipped];
  const review = reviewOf({ lock, overlay, operations, moved, drafts, skipped: skippedAll });
  const { addition, merges, conflicts, missing } = await codeChanges(
    project,
    provider,
    lock,
    review,
  );
  const missingKeys = new Set(missing.map(({ key }) => key));
  const { reasons, ...unavailable } = availability(
    provider,
    review,
    (key) => lock.tools[before.get(key) ?? key]?.unavailable,
  );
  missing.push(...unavailable.missing);
  const served = namesOf(provider, 'tool');
  const remaining = review.disabled.filter((tool) => served.includes(tool.name));
  const deleted = new Set(
    review.disabled.filter((tool) => !remaining.includes(tool)).map(({ key }) => key),
  );
  const next = nextLock(
    lock,
    { sha256: read.sha256, operations },
    {
      review,
      kept: missingKeys,
      deleted,
      reasons,
      api: connection.length > 0 ? (lock.api ?? api) : api,
    },
  );
  const edited = await toolsOfOtherText(project, provider, toolsAfter(lock, review));
  // A check is not red for what the import would only record.
  const isRecordOnly = options.check === true && !isChanged(review);
  const document = await updatedHome(context, project, provider, read, overlay.document);
  const decisions = {
    added: review.added.map(({ key }) => key),
    moved,
    document: document.path,
  };
  return {
    provider: name,
    document: file,
    isSame: read.sha256 === lock.sha256,
    connection,
    edited: edited.names,
    review,
    leftOut: skipped.filter(({ at }) => !((before.get(at) ?? at) in lock.tools)),
    conflicts,
    missing,
    deprecated: chosen.filter((tool) => tool.deprecated).map(({ key }) => key),
    remaining,
    addition: {
      files: [...addition.files, ...(isRecordOnly ? [] : document.files)],
      insertions: [
        ...unavailable.insertions,
        ...addition.insertions,
        ...edited.insertions,
        ...(isRecordOnly
          ? []
          : [
              ...document.insertions,
              wholeTextChange(overlayPath(name), (text) => changedOverlay(text, decisions)),
              wholeTextChange(lockPath(name), () => lockText(next)),
            ]),
        ...merges,
      ],
      removed: isRecordOnly ? [] : document.removed,
      notes: [...addition.notes, ...document.notes],
    },
  };
}

/** Operations that are tools, or become some. @param before keys of the lock by those of the document */
function chosenTools(
  all: Imported,
  { lock, overlay }: Omit<AcceptedProvider, 'provider'>,
  before: ReadonlyMap<string, string>,
  options: ImportOptions,
): ImportedTool[] {
  const isSelected = new Set(
    hasSelection(options)
      ? withoutFaultyOperations(selectionOf(all, options).tools, options).chosen
      : [],
  );
  return all.tools.filter((tool) => {
    const was = before.get(tool.key) ?? tool.key;
    const decision = overlay.decisions.get(tool.key) ?? overlay.decisions.get(was);
    const isKnown = was in lock.tools;
    const isNew = isSelected.has(tool) && (!tool.deprecated || options.deprecated === true);
    return (decision?.enabled ?? false) || (isNew && !isKnown && decision?.enabled !== false);
  });
}

/** Whether an import changes a tool, or lists an operation that is new. */
const isChanged = ({ dropped: _, ...review }: Review): boolean =>
  Object.values(review).some((all: readonly unknown[]) => all.length > 0);

/** What the review changes in files of tools. What renders them is loaded only then: most checks find no change. */
async function codeChanges(
  project: OpenProject,
  provider: Provider,
  lock: Lock,
  review: Review,
): Promise<ToolChanges> {
  const { added, changed } = review;
  if (added.length + changed.length === 0)
    return {
      addition: { files: [], insertions: [], notes: [] },
      merges: [],
      conflicts: [],
      missing: [],
    };
  const { toolChanges } = await import('../tool-changes.js');
  return toolChanges(project, provider, {
    added: added.map(({ tool }) => tool),
    changed: changed
      .filter(({ isKept }) => !isKept)
      .map(({ key, was, now }) => ({ key, was: was.tool, now: now.tool })),
    all: {
      was: Object.values(lock.tools).map(({ tool }) => tool),
      now: toolsAfter(lock, review),
    },
  });
}

/** Tools whose code has a description that the list of what clients are told has not, and what brings it there. */
async function toolsOfOtherText(project: OpenProject, provider: Provider, tools: readonly Obj[]) {
  const list = (await project.read(listedPath(provider))) ?? '';
  const edited = tools.flatMap((tool) => {
    const { title, description } = partNamed(provider, 'tool', String(tool.name)) ?? {};
    const isStated = description !== undefined && description !== tool.description;
    const paragraph = isStated ? listedTool(list, String(tool.name)) : undefined;
    const isListed = paragraph?.includes(description?.split('\n')[0] ?? '') === true;
    return isStated && paragraph !== undefined && !isListed ? [{ tool, title, description }] : [];
  });
  if (edited.length === 0) return { names: [], insertions: [] };
  const { editedTexts } = await import('../tool-changes.js');
  const insertions = editedTexts(provider, edited);
  const names = edited
    .filter((each) => editedTexts(provider, [each]).some(({ edit }) => edit(list) !== list))
    .map(({ tool }) => String(tool.name));
  return { names, insertions };
}

/** The tools of a provider after an import. */
function toolsAfter({ tools }: Lock, { added, changed }: Review): Obj[] {
  const now = new Map(changed.map((change) => [String(change.was.tool.name), change.now.tool]));
  const current = Object.values(tools).map(({ tool }) => now.get(String(tool.name)) ?? tool);
  return [...current, ...added.map(({ tool }) => tool)];
}

const hasSelection = ({ include = [], exclude = [] }: ImportOptions) =>
  include.length + exclude.length > 0;

/** Changes of tools that have no operation any more, or have one again. Handlers stay as they are. */
interface Availability {
  insertions: Insertion[];
  /** By method and path: why calls of the tool fail. */
  reasons: ReadonlyMap<string, string>;
  /** Tools whose definitions were not found. */
  missing: { key: string; name: string }[];
}

/**
 * Makes tools without an operation unavailable, once: people can make them available again.
 * @param accepted reasons of earlier imports, by method and path
 */
function availability(
  provider: Provider,
  { removed, restored }: Pick<Review, 'removed' | 'restored'>,
  accepted: (key: string) => string | undefined,
): Availability {
  const insertions: Insertion[] = [];
  const reasons = new Map<string, string>();
  const missing: Availability['missing'] = [];
  for (const { key, name, isGone, isKept } of removed) {
    if (!isGone) continue;
    const acceptedReason = accepted(key);
    if (acceptedReason !== undefined) reasons.set(key, acceptedReason);
    if (acceptedReason !== undefined || isKept) continue;
    const path = partNamed(provider, 'tool', name)?.module.path;
    if (path === undefined) {
      missing.push({ key, name });
      continue;
    }
    const reason = `The API does not have this operation any more: ${key}.`;
    reasons.set(key, reason);
    insertions.push(...edits(provider, { path, name, reason }, addUnavailable));
  }
  for (const { name, reason, isKept } of restored) {
    if (isKept) continue;
    const path = partNamed(provider, 'tool', name)?.module.path;
    if (path !== undefined)
      insertions.push(...edits(provider, { path, name, reason }, removeUnavailable));
  }
  return { insertions, reasons, missing };
}

/** In the definition of a tool, and in its test cases where it has some. */
function edits(
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
 * Where later imports read a newer document, and what changes with that: its copy, and the sentence of the README.
 * @param known where they read the one before
 */
async function updatedHome(
  { host }: CommandContext,
  project: OpenProject,
  provider: Provider,
  source: DocumentOperations,
  known: string | undefined,
): Promise<Required<Addition> & { path: string | undefined }> {
  const { root, packageManager } = project;
  const { name } = provider;
  const repository = await repositoryOf(host.files, root);
  const home = documentHome(source, name, { root, repository, cwd: host.cwd, known });
  const { path, copy } = home;
  const changes: Required<Addition> = {
    files: [],
    insertions: [],
    removed: known !== undefined && known !== path && isCopy(known, name) ? [relPath(known)] : [],
    notes: homeWarnings(source, name, home),
  };
  if (copy && (await project.read(copy.path)) === null) changes.files.push(copy);
  else if (copy) changes.insertions.push(wholeTextChange(copy.path, () => copy.text));
  const sentence = (at: string | undefined) =>
    originText(originOf(at, name), name, projectCommands(packageManager));
  const edit = (text: string) =>
    replaceInSection(text, sentence(known), sentence(path), readmeSubject(provider)) ?? text;
  if (known !== path && (await project.read(README)) !== null)
    changes.insertions.push(wholeTextChange(README, edit));
  return { path, ...changes };
}
