import { descendants, lastName } from '../../../flow/values/children.js';
import { possibleValues } from '../../../flow/values/possible.js';
import type { Code, Located } from '../../../model/code.js';
import type { Value } from '../../../model/facts.js';

/** Something that is found in a map or an object by a key. */
export interface LookUp extends Located {
  key: Value;
  /** The expression that makes the map: `new Map()`, `{}`. */
  store: Located;
}

/** `callers.get(key)`, `callers[key]` */
export function lookUpIn({ file, value }: Located, code: Code): LookUp | undefined {
  const isGet =
    value.is === 'call' && value.callee.is === 'member' && value.callee.name === 'get'
      ? value.callee.object
      : undefined;
  const object = value.is === 'member' ? value.object : isGet;
  const key = value.is === 'member' ? value.computed : value.is === 'call' && value.arguments[0];
  if (!object || !key) return undefined;
  const store = madeAt({ file, value: object }, code);
  return store && isMap(store.value) === (value.is === 'call') && isStore(store.value)
    ? { file, value, key, store }
    : undefined;
}

/** Where there is only one such place: a variable that is set again holds nothing old. */
export function madeAt(object: Located, code: Code): Located | undefined {
  const [made, ...more] = possibleValues(object, code);
  return more.length === 0 ? made : undefined;
}

const isMap = (value: Value): boolean =>
  value.is === 'call' && value.construct && lastName(value.callee) === 'Map';

const isStore = (value: Value): boolean =>
  isMap(value) ||
  (value.is === 'object' && value.entries.length === 0) ||
  (value.is === 'call' && lastName(value.callee) === 'create');

/** What is done with it, in its file and in those that import it: `set`, `get` and `has`, else `other`. */
export function usesOf(store: Located, code: Code): ReadonlySet<'set' | 'get' | 'other'> {
  const uses = new Set<'set' | 'get' | 'other'>();
  const files = [store.file, ...code.modules.importers(store.file)].filter(({ test }) => !test);
  for (const file of files) {
    const { calls, assignments, objects, functions } = file.facts;
    const isIt = (value: Value) => madeAt({ file, value }, code)?.value === store.value;
    for (const { callee, arguments: given } of calls) {
      if (callee.is === 'member' && isIt(callee.object)) uses.add(METHODS[callee.name] ?? 'other');
      if (given.some((each) => [...descendants(each)].some(isPassed(isIt)))) uses.add('other');
    }
    for (const { target, operator } of assignments)
      if (target.is === 'member' && isIt(target.object))
        uses.add(operator === 'delete' ? 'other' : 'set');
    const entries = objects.flatMap((object) => object.entries.map(({ value }) => value));
    const returned = functions.flatMap((made) => made.returned);
    if ([...entries, ...returned].some(isPassed(isIt))) uses.add('other');
  }
  return uses;
}

const METHODS: Readonly<Record<string, 'set' | 'get'>> = { set: 'set', get: 'get', has: 'get' };

/** The store itself, not what is looked up there. */
const isPassed = (isIt: (value: Value) => boolean) => (value: Value) =>
  (value.is === 'name' || value.is === 'member') && isIt(value);
