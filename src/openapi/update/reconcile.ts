import { isDeepStrictEqual } from 'node:util';
import { definitionChanges } from '../../contract/definition-change.js';
import { withoutComponents } from '../../model/component.js';
import { type Obj, type Skipped } from '../model.js';
import type { ToolDraft } from '../spec.js';
import type { Connection } from './connection.js';
import { applyDecision, formerNames, namelessPath } from './decide.js';
import type { Lock, LockedTool } from './lock.js';
import type { Overlay } from './overlay.js';

interface ChangedTool extends ToolChanges {
  key: string;
  was: LockedTool;
  now: LockedTool;
  /** Whether people have decided that imports leave its files alone. */
  isKept: boolean;
}

interface RemovedTool {
  key: string;
  name: string;
  reason: string;
  /** Whether the document no longer has the operation, so that its requests fail. */
  isGone: boolean;
  /** Whether people have decided that imports leave its files alone. */
  isKept: boolean;
}

/** A document beside what the project has accepted of it. */
export interface Review {
  /** Operations that become tools. */
  added: ToolDraft[];
  changed: ChangedTool[];
  /** Tools whose operations cannot be imported any more. */
  removed: RemovedTool[];
  /** Tools that were unavailable and whose operations the document has again. */
  restored: Omit<RemovedTool, 'isGone'>[];
  /** Operations with another method or path; their decisions stay. */
  moved: { from: string; to: string }[];
  /** New operations, which stay off. */
  offered: string[];
  /** Operations that were not tools, and that the document no longer has. */
  dropped: string[];
  /** Tools of operations that are disabled in the overlay. */
  disabled: { key: string; name: string }[];
  /** About the overlay, in sentences. */
  problems: { key: string; problem: string }[];
}

interface ReviewInput {
  lock: Lock;
  overlay: Overlay;
  /** Method and path of all operations of the document. */
  operations: readonly { key: string; id?: string }[];
  /** Where an operation of the lock is now. */
  moved: Review['moved'];
  /** Operations that are or become tools, as the document describes them. */
  drafts: readonly ToolDraft[];
  skipped: readonly Skipped[];
}

/** Compares a document with the lock and the overlay. Names stay as they were imported first. */
export function reviewOf(input: ReviewInput): Review {
  const { lock, overlay, operations, moved, drafts, skipped } = input;
  const before = new Map(moved.map(({ from, to }) => [to, from]));
  const decision = (key: string) =>
    overlay.decisions.get(key) ?? overlay.decisions.get(before.get(key) ?? '');
  const recordedKeys = new Set([...Object.keys(lock.tools), ...lock.others]);
  const isKept = (key: string) => decision(key)?.update === false;
  const present = new Set(operations.map(({ key }) => key));
  const review: Review = {
    added: [],
    changed: [],
    removed: [],
    restored: [],
    moved,
    offered: [...present].filter((key) => !recordedKeys.has(before.get(key) ?? key)),
    dropped: lock.others.filter(
      (key) => !present.has(key) && !moved.some((one) => one.from === key),
    ),
    disabled: [],
    problems: [],
  };
  const now = new Map(drafts.map((draft) => [draft.key, draft]));
  for (const draft of drafts) {
    const { key } = draft;
    const was = lock.tools[before.get(key) ?? key];
    const settings = decision(key) ?? { enabled: true };
    const name = was?.tool.name ?? settings.name ?? draft.tool.name;
    if (was && settings.name !== undefined && settings.name !== name) {
      const problem = `The tool is named "${String(name)}". Rename it in the code.`;
      review.problems.push({ key, problem });
    }
    const decided = applyDecision(
      { ...draft, tool: { ...draft.tool, name } },
      {
        ...settings,
        arguments: { ...(was && formerNames(was.tool, draft.tool)), ...settings.arguments },
      },
    );
    review.problems.push(...decided.problems.map((problem) => ({ key, problem })));
    const fresh = toLockedTool(decided.draft);
    if (!was) review.added.push(decided.draft);
    else if (!isDeepStrictEqual(withoutComponents(was.tool), withoutComponents(fresh.tool))) {
      const changes = changesOf(was.tool, fresh.tool);
      review.changed.push({ key, was, now: fresh, isKept: isKept(key), ...changes });
    }
  }
  const reasons = new Map(skipped.map(({ at, reason }) => [at, reason]));
  for (const [from, { tool, unavailable }] of Object.entries(lock.tools)) {
    const key = moved.find((one) => one.from === from)?.to ?? from;
    const name = String(tool.name);
    if (decision(key)?.enabled !== true) review.disabled.push({ key, name });
    else if (!now.has(key)) {
      const reason = reasons.get(key) ?? 'The document no longer has it.';
      review.removed.push({ key, name, reason, isGone: !reasons.has(key), isKept: isKept(key) });
    }
    if (unavailable !== undefined && present.has(key))
      review.restored.push({ key, name, reason: unavailable, isKept: isKept(key) });
  }
  review.offered = review.offered.filter((key) => !now.has(key));
  return review;
}

export const toLockedTool = ({ id, tool }: ToolDraft): LockedTool =>
  // What is undefined is not in JSON.
  JSON.parse(JSON.stringify({ ...(id !== undefined && { id }), tool })) as LockedTool;

/** Operations of the lock that have another path or method now: by the path without names, or by operation id. */
export function movedOperations(
  lock: Lock,
  operations: readonly { key: string; id?: string }[],
): Review['moved'] {
  const present = new Set(operations.map(({ key }) => key));
  const recordedKeys = new Set([...Object.keys(lock.tools), ...lock.others]);
  const fresh = operations.filter(({ key }) => !recordedKeys.has(key));
  return Object.entries(lock.tools).flatMap(([from, { id }]) => {
    if (present.has(from)) return [];
    const to =
      fresh.find(({ key }) => namelessPath(key) === namelessPath(from)) ??
      fresh.find((each) => id !== undefined && each.id === id);
    return to ? [{ from, to: to.key }] : [];
  });
}

/** What an import has done of a review. */
interface Accepted {
  review: Pick<Review, 'added' | 'changed' | 'moved'>;
  /** Method and path of changed tools that stay as they were. */
  kept: ReadonlySet<string>;
  /** Method and path of tools that people have disabled and deleted. */
  deleted: ReadonlySet<string>;
  /** By method and path: why calls of the tool fail. */
  reasons: ReadonlyMap<string, string>;
  /** What the project has of the API, or leaves as it is. */
  api: Connection;
}

/** The lock after an import. What is not done stays as it was, so that the next import reports it again. */
export function nextLock(
  lock: Lock,
  { sha256, operations }: { sha256: string; operations: readonly { key: string }[] },
  { review, kept, deleted, reasons, api }: Accepted,
): Lock {
  const changed = new Map(review.changed.map((change) => [change.key, change]));
  const tools = Object.entries(lock.tools).flatMap(([from, was]): [string, LockedTool][] => {
    const key = review.moved.find((one) => one.from === from)?.to ?? from;
    if (deleted.has(key)) return [];
    const change = changed.get(key);
    const { id, tool } = change && !kept.has(key) ? change.now : was;
    const unavailable = reasons.get(key);
    const entry = { ...(id !== undefined && { id }), tool };
    return [[key, { ...entry, ...(unavailable !== undefined && { unavailable }) }]];
  });
  const added = review.added.map((draft): [string, LockedTool] => [draft.key, toLockedTool(draft)]);
  const all = Object.fromEntries([...tools, ...added]);
  const others = operations.map(({ key }) => key).filter((key) => !Object.hasOwn(all, key));
  return { ...lock, sha256, tools: all, others, api };
}

/** What has changed in a tool, in sentences. */
interface ToolChanges {
  /** Calls that worked may fail now, or results have less. */
  breaking: string[];
  other: string[];
}

/** The differences between two versions of a tool, in the form of a spec. */
function changesOf(was: Obj, now: Obj): ToolChanges {
  const changes = definitionChanges(withoutComponents(was), withoutComponents(now));
  const sentences = (isBreaking: boolean) =>
    changes
      .filter(({ level }) => (level === 'major') === isBreaking)
      .map(({ sentence }) => sentence);
  const hasRequest = !isDeepStrictEqual(
    withoutComponents(was.request),
    withoutComponents(now.request),
  );
  return {
    breaking: sentences(true),
    other: [...sentences(false), ...(hasRequest ? ['The request has changed.'] : [])],
  };
}
