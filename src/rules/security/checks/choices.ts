import { contains } from '../../../flow/values/spans.js';
import type { Branch, Span, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** An `if` with its ways. */
export interface Choice {
  condition: Value;
  then: Branch;
  /** Behind `else`. */
  others: readonly Branch[];
}

const CHOICES = new WeakMap<SourceFile, readonly Choice[]>();

export function choicesIn(file: SourceFile): readonly Choice[] {
  const known = CHOICES.get(file) ?? findChoices(file);
  CHOICES.set(file, known);
  return known;
}

function findChoices({ facts: { branches, conditions } }: SourceFile): Choice[] {
  const byStart = grouped(branches);
  const sorted = conditions.toSorted((a, b) => a.start - b.start);
  return [...byStart].flatMap(([start, ways]) => {
    const [then, ...others] = ways.toSorted((a, b) => a.start - b.start);
    const condition = sorted[firstFrom(start, sorted)];
    return then && condition && condition.end <= then.start ? [{ condition, then, others }] : [];
  });
}

function grouped(branches: readonly Branch[]): Map<number, Branch[]> {
  const groups = new Map<number, Branch[]>();
  for (const each of branches) {
    const group = groups.get(each.of);
    if (group) group.push(each);
    else groups.set(each.of, [each]);
  }
  return groups;
}

/** The index of the first span that starts there or behind. */
function firstFrom(start: number, sorted: readonly Span[]): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle]?.start ?? 0) < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The function that something stands in; -1 for the module. */
export const functionAt = (place: Span, { facts: { functions } }: SourceFile): number =>
  functions.reduce(
    (found, each, index) =>
      contains(each, place) && (found === -1 || contains(functions[found] ?? each, each))
        ? index
        : found,
    -1,
  );
