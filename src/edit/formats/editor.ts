import type { Span } from '../../model/facts.js';
import type { Json, JsonPath } from '../../model/json.js';
import { Refusal } from './refusal.js';

/** Replaces the text of a span. */
export interface Splice extends Span {
  text: string;
}

/**
 * What a format must be able to do. Texts have no byte order mark. Each method only computes splices: `entry.ts` parses
 * what comes of them and compares.
 */
export interface Editor {
  /** Undefined or null where the text has no value. @throws Refusal where it is not of the format, or not safe to edit */
  parse(text: string): Json | undefined;
  /** Into the mapping at `path` under `key`, or in front of the list at `path` (`key` is null). */
  insert(text: string, path: JsonPath, key: string | null, value: Json): Splice[];
  remove(text: string, path: JsonPath, key: string | number): Splice[];
  /** Replaces the value at `path`. */
  set(text: string, path: JsonPath, value: Json): Splice[];
}

export function applySplices(text: string, splices: readonly Splice[]): string {
  let result = '';
  let position = 0;
  for (const { start, end, text: inserted } of splices.toSorted(inOrder)) {
    if (start < position) throw new Refusal('verification', 'Two changes overlap.');
    result += text.slice(position, start) + inserted;
    position = end;
  }
  return result + text.slice(position);
}

const inOrder = (one: Splice, other: Splice) => one.start - other.start || one.end - other.end;

/** Keeps the result for the last text: one edit needs it several times. */
export function remembering<T>(compute: (text: string) => T): (text: string) => T {
  let last: { text: string; result: T } | undefined;
  return (text) => {
    if (last?.text !== text) last = { text, result: compute(text) };
    return last.result;
  };
}
