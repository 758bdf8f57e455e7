import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Provider } from '../../model/project.js';
import { lockText, type Lock } from '../../openapi/update/lock.js';
import { changedOverlay, type Overlay } from '../../openapi/update/overlay.js';
import { nextLock } from '../../openapi/update/next-lock.js';
import { movedOperations, reviewOf, type Review } from '../../openapi/update/reconcile.js';
import type { Addition } from '../grow/addition.js';
import { namesOf } from '../grow/definitions.js';
import { homeOf } from '../grow/home.js';
import { replacing } from '../grow/insertions.js';
import type { OpenProject } from '../grow/project.js';
import { lockPath, operationsIn, overlayPath } from './lock-files.js';
import { mergeVersions, type FileConflict } from '../import/merge-versions.js';
import { toolChanges } from '../import/tool-changes.js';
import { availability } from './unavailable.js';
import { withoutOtherDeployments } from './other-deployments.js';
import { readOperations, selectionOf, sound, withTools } from './import.js';
import { updatedHome } from './update-home.js';

/** A provider with what an import has accepted. */
export interface AcceptedProvider {
  provider: Provider;
  overlay: Overlay;
  lock: Lock;
}

/** What a document changes in a provider. */
export interface ProviderUpdate {
  provider: string;
  document: string;
  review: Review;
  conflicts: FileConflict[];
  /** Whether the document is the one that was imported last. */
  isSame: boolean;
  /** Changed tools whose files were not found. */
  missing: { key: string; name: string }[];
  /** Method and path of tools. */
  deprecated: string[];
  /** Tools in the code whose operations are disabled. */
  remaining: { key: string; name: string }[];
  addition: Addition;
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
  given: GivenArguments,
): Promise<ProviderUpdate> {
  const { name } = provider;
  const read = await readOperations(context, file, given, { name, deprecated: true });
  const operations = operationsIn(read);
  const moved = movedOperations(lock, operations);
  const before = new Map(moved.map(({ from, to }) => [to, from]));
  const isSelected = new Set(
    hasSelection(given) ? sound(selectionOf(read.all, given).tools, given).chosen : [],
  );
  const chosen = read.all.tools.filter((tool) => {
    const was = before.get(tool.key) ?? tool.key;
    const decision = overlay.decisions.get(tool.key) ?? overlay.decisions.get(was);
    const isKnown = was in lock.tools;
    const isNew = isSelected.has(tool) && (!tool.deprecated || given.switches.deprecated === true);
    return (decision?.enabled ?? false) || (isNew && !isKnown && decision?.enabled !== false);
  });
  const { tools: drafts, skipped } = withoutOtherDeployments(
    withTools(read, chosen, name, lock.headers ?? {}),
    homeOf(provider).baseUrl,
  );
  const skippedAll = [...read.all.skipped, ...skipped];
  const review = reviewOf({ lock, overlay, operations, moved, drafts, skipped: skippedAll });
  const { addition, versions, missing } = await toolChanges(project, provider, {
    added: review.added.map(({ tool }) => tool),
    changed: review.changed
      .filter(({ isKept }) => !isKept)
      .map(({ key, was, now }) => ({ key, was: was.tool, now: now.tool })),
  });
  const kept = new Set(missing.map(({ key }) => key));
  const { reasons, ...unavailable } = availability(
    provider,
    review,
    (key) => lock.tools[before.get(key) ?? key]?.unavailable,
  );
  missing.push(...unavailable.missing);
  const merged = await mergeVersions(project, versions);
  const served = namesOf(provider, 'tool');
  const remaining = review.disabled.filter((tool) => served.includes(tool.name));
  const deleted = new Set(
    review.disabled.filter((tool) => !remaining.includes(tool)).map(({ key }) => key),
  );
  const next = nextLock(
    lock,
    { sha256: read.sha256, operations },
    { review, kept, deleted, reasons },
  );
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
    review,
    conflicts: merged.conflicts,
    missing,
    deprecated: chosen.filter((tool) => tool.deprecated).map(({ key }) => key),
    remaining,
    addition: {
      files: [...addition.files, ...document.files],
      insertions: [
        ...unavailable.insertions,
        ...addition.insertions,
        ...document.insertions,
        replacing(overlayPath(name), (text) => changedOverlay(text, decisions)),
        replacing(lockPath(name), () => lockText(next)),
        ...merged.insertions,
      ],
      removed: document.removed,
      notes: [...addition.notes, ...document.notes],
    },
  };
}

const hasSelection = ({ lists }: GivenArguments) =>
  (lists.include ?? []).length + (lists.exclude ?? []).length > 0;
