import { isDeepStrictEqual } from 'node:util';
import { definitionChanges } from '../../contract/definition-change.js';
import { withoutComponents } from '../../model/component.js';
import { renamedArguments, reusedNames, withArguments } from '../arguments.js';
import { type RawObject, type Skipped } from '../model.js';
import type { ToolDraft } from '../spec.js';
import type { Connection } from './connection.js';
import { applyDecision, formerNames, namelessPath } from './decide.js';
import type { DocumentLock, LockedTool } from './document-lock.js';
import type { Overlay } from './overlay.js';

interface ChangedTool extends ToolChanges {
  key: string;
  lockedTool: LockedTool;
  newTool: LockedTool;
  /** Whether the author has decided that imports do not change its files. */
  isKept: boolean;
}

interface RemovedTool {
  key: string;
  name: string;
  reason: string;
  /** Whether the document no longer has the operation, so that its requests fail. */
  isGone: boolean;
  /** Whether the author has decided that imports do not change its files. */
  isKept: boolean;
}

/** A document compared with what the project has accepted of it. */
export interface Review {
  /** Operations that become tools. */
  addedDrafts: ToolDraft[];
  changedTools: ChangedTool[];
  /** Tools whose operations cannot be imported any more. */
  removed: RemovedTool[];
  /** Tools that were unavailable and whose operations the document has again. */
  restored: Omit<RemovedTool, 'isGone'>[];
  /** Operations with another method or path; their decisions are preserved. */
  moved: { from: string; to: string }[];
  /** New operations, which do not become tools by default. */
  offered: string[];
  /** Operations that were not tools and that the document no longer has. */
  dropped: string[];
  /** Tools of operations that are disabled in the overlay. */
  disabled: { key: string; name: string }[];
  /** Sentences about the overlay. */
  problems: { key: string; problem: string }[];
}

interface ReviewInput {
  lock: DocumentLock;
  overlay: Overlay;
  /** Method and path of all operations of the document. */
  operations: readonly { key: string; id?: string }[];
  /** Previous and new keys of moved operations of the lock. */
  moved: Review['moved'];
  /** Operations that are or become tools, as the document describes them. */
  drafts: readonly ToolDraft[];
  skipped: readonly Skipped[];
}

/** Compares a document with the lock and the overlay. Names stay as they were first imported. */
export function reviewDocument(input: ReviewInput): Review {
  const { lock, overlay, operations, moved, drafts, skipped } = input;
  const previousKeys = new Map(moved.map(({ from, to }) => [to, from]));
  const decision = (key: string) =>
    overlay.decisions.get(key) ?? overlay.decisions.get(previousKeys.get(key) ?? '');
  const recordedKeys = new Set([...Object.keys(lock.tools), ...lock.others]);
  const isKept = (key: string) => decision(key)?.update === false;
  const currentKeys = new Set(operations.map(({ key }) => key));
  const review: Review = {
    addedDrafts: [],
    changedTools: [],
    removed: [],
    restored: [],
    moved,
    offered: [...currentKeys].filter((key) => !recordedKeys.has(previousKeys.get(key) ?? key)),
    dropped: lock.others.filter(
      (key) => !currentKeys.has(key) && !moved.some((move) => move.from === key),
    ),
    disabled: [],
    problems: [],
  };
  const draftsByKey = new Map(drafts.map((draft) => [draft.key, draft]));
  for (const draft of drafts) {
    const { key } = draft;
    const lockedTool = lock.tools[previousKeys.get(key) ?? key];
    const settings = decision(key) ?? { enabled: true };
    const name = lockedTool?.tool.name ?? settings.name ?? draft.tool.name;
    if (lockedTool && settings.name !== undefined && settings.name !== name) {
      const problem = `The tool is named "${String(name)}". Rename it in the code.`;
      review.problems.push({ key, problem });
    }
    const decidedTool = applyDecision(
      { ...draft, tool: { ...draft.tool, name } },
      {
        ...settings,
        arguments: {
          ...(lockedTool && formerNames(lockedTool.tool, draft.tool)),
          ...settings.arguments,
        },
      },
    );
    review.problems.push(...decidedTool.problems.map((problem) => ({ key, problem })));
    if (!lockedTool) {
      review.addedDrafts.push(decidedTool.draft);
      continue;
    }
    // Most tools have not changed, and texts are compared faster than objects.
    if (JSON.stringify(lockedTool.tool) === JSON.stringify(decidedTool.draft.tool)) continue;
    const newTool = toLockedTool(decidedTool.draft);
    if (!isDeepStrictEqual(withoutComponents(lockedTool.tool), withoutComponents(newTool.tool))) {
      const changes = toolDifferences(lockedTool.tool, newTool.tool);
      review.changedTools.push({
        key,
        lockedTool,
        newTool,
        isKept: isKept(key),
        ...changes,
      });
    }
  }
  const reasons = new Map(skipped.map(({ operation, reason }) => [operation, reason]));
  for (const [from, { tool, unavailable }] of Object.entries(lock.tools)) {
    const key = moved.find((move) => move.from === from)?.to ?? from;
    const name = String(tool.name);
    if (decision(key)?.enabled !== true) review.disabled.push({ key, name });
    else if (!draftsByKey.has(key)) {
      const reason = reasons.get(key) ?? 'The document no longer has it.';
      review.removed.push({
        key,
        name,
        reason,
        isGone: !reasons.has(key),
        isKept: isKept(key),
      });
    }
    if (unavailable !== undefined && currentKeys.has(key))
      review.restored.push({ key, name, reason: unavailable, isKept: isKept(key) });
  }
  review.offered = review.offered.filter((key) => !draftsByKey.has(key));
  return review;
}

export const toLockedTool = (draft: ToolDraft): LockedTool =>
  // JSON has no undefined values.
  JSON.parse(lockedToolText(draft)) as LockedTool;

const lockedToolText = ({ id, tool }: ToolDraft): string =>
  JSON.stringify({ ...(id !== undefined && { id }), tool });

/** Returns whether a draft is a tool of a lock. Texts that are equal are compared faster than objects. */
export const isLockedAs = (draft: ToolDraft, lockedTool: LockedTool): boolean =>
  lockedToolText(draft) === JSON.stringify(lockedTool) ||
  isDeepStrictEqual(toLockedTool(draft), lockedTool);

/**
 * Returns the operations of the lock that now have another path or method, found by the path
 * without variable names, or by operation id.
 */
export function movedOperations(
  lock: DocumentLock,
  operations: readonly { key: string; id?: string }[],
): Review['moved'] {
  const currentKeys = new Set(operations.map(({ key }) => key));
  const recordedKeys = new Set([...Object.keys(lock.tools), ...lock.others]);
  const newOperations = operations.filter(({ key }) => !recordedKeys.has(key));
  return Object.entries(lock.tools).flatMap(([from, { id }]) => {
    if (currentKeys.has(from)) return [];
    const movedOperation =
      newOperations.find(({ key }) => namelessPath(key) === namelessPath(from)) ??
      newOperations.find((operation) => id !== undefined && operation.id === id);
    return movedOperation ? [{ from, to: movedOperation.key }] : [];
  });
}

/** The parts of a review that an import has applied. */
interface AcceptedReview {
  review: Pick<Review, 'addedDrafts' | 'changedTools' | 'moved'>;
  /** Method and path of changed tools that stay as they were. */
  kept: ReadonlySet<string>;
  /** Method and path of tools that the author has disabled and deleted. */
  deleted: ReadonlySet<string>;
  /** Reasons why calls of a tool fail, by method and path. */
  reasons: ReadonlyMap<string, string>;
  /** The API connection that the project has accepted or ignores. */
  api: Connection;
}

/**
 * Returns the lock after an import. Changes that were not made are not recorded, so that the next
 * import reports them again.
 */
export function nextLock(
  lock: DocumentLock,
  { sha256, operations }: { sha256: string; operations: readonly { key: string }[] },
  { review, kept, deleted, reasons, api }: AcceptedReview,
): DocumentLock {
  const changesByKey = new Map(review.changedTools.map((change) => [change.key, change]));
  const tools = Object.entries(lock.tools).flatMap(([from, lockedTool]): [string, LockedTool][] => {
    const key = review.moved.find((move) => move.from === from)?.to ?? from;
    if (deleted.has(key)) return [];
    const change = changesByKey.get(key);
    const { id, tool } = change && !kept.has(key) ? change.newTool : lockedTool;
    const unavailable = reasons.get(key);
    const entry = { ...(id !== undefined && { id }), tool };
    return [[key, { ...entry, ...(unavailable !== undefined && { unavailable }) }]];
  });
  const addedTools = review.addedDrafts.map((draft): [string, LockedTool] => [
    draft.key,
    toLockedTool(draft),
  ]);
  const allTools = Object.fromEntries([...tools, ...addedTools]);
  const otherKeys = operations.map(({ key }) => key).filter((key) => !Object.hasOwn(allTools, key));
  return { ...lock, sha256, tools: allTools, others: otherKeys, api };
}

/** Sentences about what has changed in a tool. */
interface ToolChanges {
  /** Changes after which working calls may fail, or results have less. */
  breakingChanges: string[];
  otherChanges: string[];
}

/** Returns the differences between two versions of a tool, in the form of a spec. */
function toolDifferences(previousTool: RawObject, currentTool: RawObject): ToolChanges {
  const renames = renamedArguments(previousTool, currentTool);
  const changes = definitionChanges(
    withoutComponents(withArguments(previousTool, renames)),
    withoutComponents(currentTool),
  );
  const sentences = (isBreaking: boolean) =>
    changes
      .filter(({ level }) => (level === 'major') === isBreaking)
      .map(({ sentence }) => sentence);
  const hasRequest = !isDeepStrictEqual(
    withoutComponents(withArguments(previousTool, renames).request),
    withoutComponents(currentTool.request),
  );
  return {
    breakingChanges: [
      ...reusedNames(previousTool, currentTool).map(
        ([former, name]) => `"${former}" is now another argument: what it sent is "${name}".`,
      ),
      ...sentences(true),
    ],
    otherChanges: [
      ...Array.from(
        renames,
        ([former, name]) => `"${former}" is "${name}". Calls with the former name work.`,
      ),
      ...sentences(false),
      ...(hasRequest ? ['The request has changed.'] : []),
    ],
  };
}
