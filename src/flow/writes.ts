import type { Declaration, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { atKey, CLEAN, concatenated, type Taint } from './taint.js';
import { lastName } from './values/children.js';

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

type Writes = ReadonlyMap<Declaration, readonly Write[]>;

const WRITES = new WeakMap<SourceFile, Writes>();

/** By variable; what is written to `this` is written to its class, and what is written to an import belongs to another file. */
export function writesIn(file: SourceFile): Writes {
  const writes = WRITES.get(file) ?? writtenIn(file);
  WRITES.set(file, writes);
  return writes;
}

function writtenIn(file: SourceFile): Writes {
  const { facts } = file;
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
    const [first, second] = given;
    const promise = first && promiseOf(file, callee);
    if (promise) put(promise, [], first);
    if (callee.is !== 'member') continue;
    if (callee.name === 'resolve' && first && callee.object.is === 'name')
      put(callee.object, ['promise'], first);
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

/** `promise` of `const { promise, resolve } = Promise.withResolvers()`, where `resolve` is called. */
function promiseOf({ facts: { declarations } }: SourceFile, callee: Value): Value | undefined {
  const called = callee.is === 'name' ? declarations[callee.declaration] : undefined;
  const { init, path = [] } = called ?? {};
  if (path[0] !== 'resolve' || init?.is !== 'call' || lastName(init.callee) !== 'withResolvers')
    return undefined;
  const declaration = declarations.findIndex(
    (each) => each.init === init && each.path[0] === 'promise',
  );
  const { start, end } = callee;
  return { is: 'name', start, end, name: 'promise', declaration };
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
