import { isDeepStrictEqual } from 'node:util';
import { withoutComponents } from '../../model/component.js';
import { list, type Obj, obj, type Skipped } from '../model.js';
import type { ToolDraft } from '../spec.js';
import { applyDecision, formerNames } from './decide.js';
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
      fresh.find(({ key }) => nameless(key) === nameless(from)) ??
      fresh.find((each) => id !== undefined && each.id === id);
    return to ? [{ from, to: to.key }] : [];
  });
}

const nameless = (key: string) => key.replaceAll(/\{[^}]*\}/g, '{}');

/** What an import has done of a review. */
interface Accepted {
  review: Pick<Review, 'added' | 'changed' | 'moved'>;
  /** Method and path of changed tools that stay as they were. */
  kept: ReadonlySet<string>;
  /** Method and path of tools that people have disabled and deleted. */
  deleted: ReadonlySet<string>;
  /** By method and path: why calls of the tool fail. */
  reasons: ReadonlyMap<string, string>;
}

/** The lock after an import. What is not done stays as it was, so that the next import reports it again. */
export function nextLock(
  lock: Lock,
  { sha256, operations }: { sha256: string; operations: readonly { key: string }[] },
  { review, kept, deleted, reasons }: Accepted,
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
  return { ...lock, sha256, tools: all, others };
}

/** What has changed in a tool, in sentences. */
interface ToolChanges {
  /** Calls that worked may fail now, or results have less. */
  breaking: string[];
  other: string[];
}

/** The differences between two versions of a tool, in the form of a spec. */
function changesOf(was: Obj, now: Obj): ToolChanges {
  const breaking: string[] = [];
  const other: string[] = [];
  compareArguments();
  compareResults();
  if (!isDeepStrictEqual(bare(was.request), bare(now.request)))
    other.push('The request has changed.');
  const hasTexts = breaking.length + other.length === 0 && !isDeepStrictEqual(was, now);
  if (hasTexts) other.push('Descriptions have changed.');
  return { breaking, other };

  function compareArguments() {
    const [before, after] = [obj(was.inputSchema), obj(now.inputSchema)];
    const required = (schema: Obj, name: string) => list(schema.required).includes(name);
    const [old, fresh] = [obj(before.properties), obj(after.properties)];
    for (const [name, schema] of Object.entries(fresh)) {
      const isRequired = required(after, name);
      const isNew = !Object.hasOwn(old, name);
      if (isNew)
        (isRequired ? breaking : other).push(
          `The ${isRequired ? 'required' : 'optional'} argument "${name}" is new.`,
        );
      else if (isRequired && !required(before, name))
        breaking.push(`The argument "${name}" is required.`);
      else if (!isRequired && required(before, name))
        other.push(`The argument "${name}" is optional.`);
      if (isNew || isDeepStrictEqual(bare(old[name]), bare(schema))) continue;
      (isWider(obj(old[name]), obj(schema)) ? other : breaking).push(
        `The schema of the argument "${name}" has changed.`,
      );
    }
    for (const name of Object.keys(old))
      if (!Object.hasOwn(fresh, name)) breaking.push(`The argument "${name}" was removed.`);
  }

  function compareResults() {
    const [old, fresh] = [was, now].map(({ outputSchema }) => obj(obj(outputSchema).properties));
    for (const [name, schema] of Object.entries(fresh ?? {})) {
      if (!Object.hasOwn(old ?? {}, name)) other.push(`The result "${name}" is new.`);
      else if (!isDeepStrictEqual(bare(old?.[name]), bare(schema)))
        other.push(`The schema of the result "${name}" has changed.`);
    }
    for (const name of Object.keys(old ?? {}))
      if (!Object.hasOwn(fresh ?? {}, name)) breaking.push(`The result "${name}" was removed.`);
  }
}

/** Whether only values were added to an enumeration. */
function isWider(old: Obj, fresh: Obj): boolean {
  const rest = (schema: Obj) => bare({ ...schema, enum: undefined });
  return (
    list(old.enum).length > 0 &&
    list(old.enum).every((value) => list(fresh.enum).includes(value)) &&
    isDeepStrictEqual(rest(old), rest(fresh))
  );
}

/** Without texts for people. A property may be named "description". */
function bare(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(bare);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, one]) => !(/^(description|title)$/.test(key) && typeof one === 'string'))
      .map(([key, one]) => [key, bare(one)]),
  );
}
