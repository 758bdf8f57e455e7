import type { SourceFile } from '../../../model/project.js';

const COUNTERS = new WeakMap<SourceFile, ReadonlySet<number>>();

/** Variables that functions count or collect in: `total += 1`. */
export function countersOf(file: SourceFile): ReadonlySet<number> {
  const known = COUNTERS.get(file);
  if (known) return known;
  const found = new Set(
    file.facts.assignments.flatMap(({ operator, target, within }) =>
      target.is === 'name' && within !== -1 && /^([-+*|&^]=|\+\+|--)$/.test(operator)
        ? [target.declaration]
        : [],
    ),
  );
  COUNTERS.set(file, found);
  return found;
}
