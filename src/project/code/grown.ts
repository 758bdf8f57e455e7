import type { Code, Located } from '../../model/code.js';
import type { Declaration, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

const CHANGES = /^(push|unshift|splice|pop|shift|fill|sort|reverse|copyWithin)$/;

const ADDS = /^(push|unshift|add|set)$/;

const ADDED = new WeakMap<SourceFile, ReadonlyMap<Declaration, readonly Added[]>>();

/** What is put into a collection after it was made, under this key where it has keys. */
interface Added {
  key: Value | undefined;
  value: Value;
}

/** `handlers.push(log)`, `handlers.set('room', getRoom)`, `handlers[name] = getRoom`; with a key, what can be under it. */
export function addedTo(code: Code, collection: Located, key?: unknown): readonly Located[] {
  const origin = code.origin(collection);
  if (origin.is !== 'declared' || origin.path !== '') return [];
  const { file, declaration } = origin;
  return (addedIn(file).get(declaration) ?? []).flatMap((added) => {
    const name = added.key && code.constant({ file, value: added.key });
    const fits = key === undefined || name === undefined || name === key;
    return fits ? [{ file, value: added.value }] : [];
  });
}

function addedIn(file: SourceFile): ReadonlyMap<Declaration, readonly Added[]> {
  let added = ADDED.get(file);
  if (!added) {
    const found = new Map<Declaration, Added[]>();
    const { calls, assignments, declarations } = file.facts;
    const add = (to: Value, key: Value | undefined, values: readonly Value[]) => {
      const declaration = to.is === 'name' ? declarations[to.declaration] : undefined;
      if (!declaration) return;
      const list = found.get(declaration) ?? [];
      for (const value of values) list.push({ key, value });
      found.set(declaration, list);
    };
    for (const { callee, arguments: given } of calls) {
      if (callee.is !== 'member' || !ADDS.test(callee.name)) continue;
      const [key, ...values] = given;
      if (callee.name === 'set') add(callee.object, key, values);
      else add(callee.object, undefined, given);
    }
    for (const { target, value } of assignments)
      if (target.is === 'member' && value) add(target.object, target.computed, [value]);
    added = found;
    ADDED.set(file, added);
  }
  return added;
}

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
