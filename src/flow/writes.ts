import type { Declaration, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { atKey, CLEAN, concatenated, type Taint } from './taint.js';

/** An assignment to a variable after its declaration, or to a property of it. */
export interface Write {
  keys: readonly string[];
  value: Value;
  /** To the end of the text that is there. */
  appends: boolean;
}

/** Keys for what an `AsyncLocalStorage` holds, what an emitter hands on, and what goes into a hash. */
export const STORED = 'getStore';
export const HANDED = 'emit';
export const DIGESTED = 'digest';

/** Methods of a list that call a function with its items. */
export const ITERATES =
  /^(forEach|map|flatMap|filter|find(Last)?(Index)?|some|every|reduce(Right)?)$/;

/** Which parameter of that function is the item. */
export const itemPosition = (method: string): number => (method.startsWith('reduce') ? 1 : 0);

type Writes = ReadonlyMap<Declaration, readonly Write[]>;

const WRITES = new WeakMap<SourceFile, Writes>();

/** By variable; what is written to `this` is written to its class, and what is written to an import belongs to another file. */
export function writesIn(file: SourceFile): Writes {
  const writes = WRITES.get(file) ?? writtenIn(file);
  WRITES.set(file, writes);
  return writes;
}

function writtenIn({ facts }: SourceFile): Writes {
  const found = new Map<Declaration, Write[]>();
  const put = (target: Value, keys: readonly string[], value: Value, appends = false) => {
    const [root, way] = rootOf(target);
    const declaration = root.is === 'name' ? facts.declarations[root.declaration] : undefined;
    if (!declaration) return;
    const write = { keys: [...way, ...keys], value, appends };
    const list = found.get(declaration);
    if (list) list.push(write);
    else found.set(declaration, [write]);
  };
  for (const { operator, target, value } of facts.assignments) {
    if (value && operator.endsWith('=')) put(target, [], value, operator === '+=');
  }
  for (const { callee, arguments: given } of facts.calls) {
    if (callee.is !== 'member') continue;
    const [first, second] = given;
    if (/^(push|unshift|add)$/.test(callee.name)) {
      for (const value of given) put(callee.object, ['*'], value);
    } else if (callee.name === 'splice') {
      for (const value of given.slice(2)) put(callee.object, ['*'], value);
    } else if (callee.name === 'emit') {
      const [event, ...values] = given;
      for (const [position, value] of values.entries())
        put(
          callee.object,
          [HANDED, eventName(event), value.is === 'spread' ? '*' : String(position)],
          value,
        );
    } else if (callee.name === 'update' && first) {
      // Of a hash.
      put(callee.object, [DIGESTED], first);
    } else if (/^(set|append)$/.test(callee.name) && first && second) {
      put(callee.object, [first.is === 'string' ? first.value : '*'], second);
    } else if (/^(run|enterWith)$/.test(callee.name) && first) {
      // Of an `AsyncLocalStorage`.
      put(callee.object, [STORED], first);
    } else if (callee.name === 'assign' && first && callee.object.is === 'name') {
      for (const value of given.slice(1)) put(first, [], value);
    }
  }
  return found;
}

/** The taint that a variable has by a write. */
export const writtenAt = ({ keys, appends }: Write, value: Taint): Taint =>
  keys.reduceRight(
    (found, key) => atKey(key, found),
    appends ? concatenated([CLEAN, value]) : value,
  );

/** `*` where it cannot be seen. */
export const eventName = (event: Value | undefined): string =>
  event?.is === 'string' ? event.value : '*';

/** `a` and `['b', 'c']` of `a.b.c`. */
function rootOf(value: Value): [root: Value, keys: string[]] {
  if (value.is !== 'member') return [value, []];
  const [root, keys] = rootOf(value.object);
  return [root, [...keys, value.name]];
}
