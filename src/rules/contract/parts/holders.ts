import { rootOf } from '../../../flow/values/children.js';
import { contains } from '../../../flow/values/spans.js';
import type { CallValue, NameValue, Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

const READS = new WeakMap<SourceFile, readonly NameValue[]>();
const STEPS = new WeakMap<SourceFile, Map<number, ReadonlyMap<number, readonly number[]>>>();
const HOLDERS = new WeakMap<CallValue, ReadonlySet<number>>();

/**
 * Declarations of a function that hold what a call in it returns, or something that was made with it: what is declared
 * with it, assigned from it, or given it as an argument (`headers.set`).
 */
export function holdersOf(call: CallValue, file: SourceFile): ReadonlySet<number> {
  const known = HOLDERS.get(call);
  if (known) return known;
  const steps = stepsIn(file, call.within);
  const holders = new Set(
    [...file.facts.declarations.entries()].flatMap(([index, { within, init }]) =>
      within === call.within && init && contains(init, call) ? [index] : [],
    ),
  );
  // A set that grows is walked to its end.
  for (const holder of holders) for (const next of steps.get(holder) ?? []) holders.add(next);
  HOLDERS.set(call, holders);
  return holders;
}

/** Declarations that are read in a part of a file. */
export function readsIn(span: Span, file: SourceFile): number[] {
  let reads = READS.get(file);
  if (!reads) {
    reads = file.facts.reads.toSorted((a, b) => a.start - b.start);
    READS.set(file, reads);
  }
  let low = 0;
  let high = reads.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((reads[middle]?.start ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  const found: number[] = [];
  for (let read = reads[low]; read && read.end <= span.end; read = reads[++low])
    found.push(read.declaration);
  return found;
}

/** From what is read in a function to what then holds it. */
function stepsIn(file: SourceFile, within: number): ReadonlyMap<number, readonly number[]> {
  const ofFile = STEPS.get(file) ?? new Map<number, Map<number, number[]>>();
  STEPS.set(file, ofFile);
  const known = ofFile.get(within);
  if (known) return known;
  const steps = new Map<number, number[]>();
  const step = (from: Span, to: number) => {
    for (const read of readsIn(from, file)) {
      const next = steps.get(read);
      if (next) next.push(to);
      else steps.set(read, [to]);
    }
  };
  const { declarations, assignments, calls } = file.facts;
  for (const [index, each] of declarations.entries())
    if (each.within === within && each.init) step(each.init, index);
  for (const { target, value } of assignments) if (value) step(value, declarationOf(target));
  for (const { callee, arguments: given, within: inside } of calls) {
    if (inside !== within || callee.is !== 'member') continue;
    for (const each of given) step(each, declarationOf(callee));
  }
  ofFile.set(within, steps);
  return steps;
}

/** The declaration that a chain of names begins with; -1 where there is none. */
function declarationOf(value: Value): number {
  const root = rootOf(value);
  return root.is === 'name' ? root.declaration : -1;
}
