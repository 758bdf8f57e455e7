import type { Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

const AWAITED = new WeakMap<SourceFile, ReadonlySet<Value>>();

/** What the code of a file awaits. */
export function awaitedIn(file: SourceFile): ReadonlySet<Value> {
  let awaited = AWAITED.get(file);
  if (!awaited) {
    const { operations } = file.facts;
    awaited = new Set(
      operations.flatMap(({ operator, parts: [part] }) =>
        operator === 'await' && part ? [part] : [],
      ),
    );
    AWAITED.set(file, awaited);
  }
  return awaited;
}
