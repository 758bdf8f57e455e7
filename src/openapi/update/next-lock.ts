import type { Lock, LockedTool } from './lock.js';
import { locked, type Review } from './reconcile.js';

/** What an import has done of a review. */
export interface Accepted {
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
  const added = review.added.map((draft): [string, LockedTool] => [draft.key, locked(draft)]);
  const all = Object.fromEntries([...tools, ...added]);
  const others = operations.map(({ key }) => key).filter((key) => !Object.hasOwn(all, key));
  return { ...lock, sha256, tools: all, others };
}
