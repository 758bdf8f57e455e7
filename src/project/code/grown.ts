import type { Code, Located } from '../../model/code.js';
import type { Declaration } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

const CHANGES = /^(push|unshift|splice|pop|shift|fill|sort|reverse|copyWithin)$/;

const GROWN = new WeakMap<SourceFile, ReadonlySet<Declaration | undefined>>();

/** Whether a list is changed after it was made: `conditions.push(text)`. */
export function isGrown(code: Code, list: Located): boolean {
  const origin = code.origin(list);
  return (
    origin.is === 'declared' && origin.path === '' && grownIn(origin.file).has(origin.declaration)
  );
}

function grownIn(file: SourceFile): ReadonlySet<Declaration | undefined> {
  const { calls, assignments, declarations } = file.facts;
  let grown = GROWN.get(file);
  if (!grown) {
    const changed = [
      ...calls.flatMap(({ callee }) =>
        callee.is === 'member' && CHANGES.test(callee.name) ? [callee.object] : [],
      ),
      ...assignments.flatMap(({ target }) => (target.is === 'member' ? [target.object] : [])),
    ];
    grown = new Set(
      changed.flatMap((each) => (each.is === 'name' ? [declarations[each.declaration]] : [])),
    );
    GROWN.set(file, grown);
  }
  return grown;
}
