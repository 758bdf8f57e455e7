import { contains } from '../../../flow/values/spans.js';
import type { Handler, Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

interface Tried {
  handler: Handler;
  /** Its place among the handlers of the file. */
  order: number;
  /** What is tried around it. */
  outer: Tried | undefined;
}

const TRIED = new WeakMap<SourceFile, readonly Tried[]>();
const DISCARDED = new WeakMap<SourceFile, ReadonlySet<Value>>();

/** The first handler of the file for the errors of what stands there. */
export function handlerOf(place: Span, file: SourceFile): Handler | undefined {
  const known = TRIED.get(file) ?? triedIn(file);
  TRIED.set(file, known);
  let low = 0;
  let high = known.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((known[middle]?.handler.tried.start ?? 0) <= place.start) low = middle + 1;
    else high = middle;
  }
  let found: Tried | undefined;
  for (let each = known[low - 1]; each; each = each.outer)
    if (contains(each.handler.tried, place) && (!found || each.order < found.order)) found = each;
  return found?.handler;
}

/** By their beginning. */
function triedIn({ facts }: SourceFile): Tried[] {
  const sorted = facts.handlers
    .map((handler, order): Tried => ({ handler, order, outer: undefined }))
    .toSorted((a, b) => a.handler.tried.start - b.handler.tried.start);
  let around: Tried | undefined;
  for (const each of sorted) {
    while (around && !contains(around.handler.tried, each.handler.tried)) around = around.outer;
    each.outer = around;
    around = each;
  }
  return sorted;
}

/** `void getCredentials(user).catch(log)`: nothing uses the result, thus nothing takes it for a missing sign-in. */
export function isDiscarded(file: SourceFile, value: Value): boolean {
  let known = DISCARDED.get(file);
  if (!known) {
    known = new Set(file.facts.discarded.map(withoutAwait));
    DISCARDED.set(file, known);
  }
  return known.has(value);
}

function withoutAwait(value: Value): Value {
  let kept = value;
  while (kept.is === 'compound' && /^(await|void)$/.test(kept.operator) && kept.parts[0])
    kept = kept.parts[0];
  return kept;
}
