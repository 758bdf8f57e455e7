import { TAINTED } from '../../../flow/taint.js';
import { TaintTracker } from '../../../flow/tracker.js';
import { childrenOf, descendants, lastName, rootOf } from '../../../flow/values/children.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located } from '../../../model/code.js';
import type { Declaration, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { isSecretName, words } from '../../../model/secret-names.js';
import { madeAt } from '../verifiers/stores.js';

const LOOKS_UP = /^(get|set|has)$/;
const CUTS = /^(slice|substring|substr)$/;
/** Names of what tells callers apart. */
const CALLER = /(^|_)(token|bearer|jwt|session|session_id|user_id|sub)$/;
/** Fewer characters make groups, on purpose: parts of a large map, an index of words, the kind of a key. */
const FEWEST_OF_KEY = 6;

/** `users.get(key)` with a key that is cut. */
interface Use {
  value: Value;
  /** What makes the map, or its name. */
  store: Value | Declaration | string;
  isWrite: boolean;
  /** What is left of the name, and where that is written. */
  cut: Value;
  whole: Value;
  at: Value;
}

/** `users.get(token.slice(0, 24))`: keys that are only the beginning of what tells callers apart. */
export function truncatedKeys(file: SourceFile, code: Code): ReadonlyMap<Value, string> {
  const uses = usesIn(file, code);
  const stores = new Set(uses.map(({ store }) => store));
  // Something is found in these that was stored under another key, or it is compared with the whole.
  for (const store of stores) {
    const own = uses.filter((each) => each.store === store);
    if (!own.some(({ isWrite }) => isWrite) || own.some((each) => isCompared(each, file, code)))
      stores.delete(store);
  }
  return new Map(
    uses.flatMap(({ store, at, whole }) =>
      stores.has(store) ? [[at, lastName(whole)] as const] : [],
    ),
  );
}

function usesIn(file: SourceFile, code: Code): Use[] {
  const { calls, members, assignments } = file.facts;
  const use = (value: Value, object: Value, key: Value | undefined, isWrite: boolean): Use[] => {
    const cut = key && cutIn({ file, value: key }, code);
    return cut ? [{ value, store: storeOf({ file, value: object }, code), isWrite, ...cut }] : [];
  };
  return [
    ...calls.flatMap((value) => {
      const { callee, arguments: given } = value;
      return callee.is === 'member' && LOOKS_UP.test(callee.name)
        ? use(value, callee.object, given[0], callee.name === 'set')
        : [];
    }),
    ...members.flatMap((value) => use(value, value.object, value.computed, false)),
    ...assignments.flatMap(({ target }) =>
      target.is === 'member' ? use(target, target.object, target.computed, true) : [],
    ),
  ];
}

function storeOf({ file, value }: Located, code: Code): Use['store'] {
  const made = madeAt({ file, value }, code)?.value;
  if (made && made.is !== 'name' && made.is !== 'member') return made;
  const declared = value.is === 'name' ? file.facts.declarations[value.declaration] : undefined;
  return declared ?? code.path(value);
}

/** The part of a key that is cut; undefined where another part of it names the caller. */
function cutIn(key: Located, code: Code): Pick<Use, 'cut' | 'whole' | 'at'> | undefined {
  const { file, value } = writtenKey(key, code);
  const parts = value.is === 'template' || value.is === 'compound' ? childrenOf(value) : [value];
  const [found, ...more] = parts.flatMap((part) => {
    const { file: home, value: cut } = code.resolve({ file, value: part });
    const whole = cut.is === 'call' ? cutName({ file: home, value: cut }, code) : undefined;
    return whole ? [{ part, cut, whole, at: home === key.file ? cut : key.value }] : [];
  });
  if (!found || more.length > 0) return undefined;
  const others = parts
    .filter((part) => part !== found.part)
    .flatMap((part) => [...descendants(part)]);
  return others.some(namesCaller) ? undefined : found;
}

/** Behind names, and a function that only makes keys: `keyOf(token)`. */
function writtenKey(key: Located, code: Code): Located {
  const { file, value } = code.resolve(key);
  const runs = value.is === 'call' ? code.implementations({ file, value }) : [];
  const returned = runs.flatMap((run) =>
    run.function.returned.map((each) => ({ file: run.file, value: each })),
  );
  const [only, ...more] = returned;
  return only && more.length === 0 ? code.resolve(only) : { file, value };
}

/** A name of which only the first characters are left: `slice(0, 24)`, not `slice(7)` and not `slice(0, -4)`. */
function cutName({ file, value }: Located, code: Code): Value | undefined {
  if (value.is !== 'call' || value.callee.is !== 'member') return undefined;
  const { callee, arguments: given } = value;
  const [from, to] = given.map((each) => code.constant({ file, value: each }));
  const isBeginning = from === 0 && typeof to === 'number' && to >= FEWEST_OF_KEY;
  return CUTS.test(callee.name) && isBeginning && namesCaller(callee.object)
    ? callee.object
    : undefined;
}

function namesCaller(value: Value): boolean {
  const name = lastName(value);
  const [match = ''] = CALLER.exec(words(name)) ?? [];
  return match !== '' && (!match.endsWith('token') || isSecretName(name));
}

/** What is found is tested with the whole: `timingSafeEqual(key.hash, digest(token))`, `shard.get(userId)`. */
function isCompared(
  { value: found, cut, whole, store }: Use,
  file: SourceFile,
  code: Code,
): boolean {
  const { calls, operations, reads } = file.facts;
  const flow = new TaintTracker(code, {
    source: ({ value }) => (value === found ? TAINTED : undefined),
    keepsKey: () => true,
    methods: /^(then|catch|finally)$/,
  });
  const isFound = (value: Value) =>
    [...descendants(value)].some((part) => flow.taint({ file, value: part }).length > 0);
  const root = rootOf(whole);
  const wholes = reads.filter(
    (read) => root.is === 'name' && read.declaration === root.declaration && !contains(cut, read),
  );
  const tests = [
    ...calls.filter(
      ({ callee }) =>
        callee.is !== 'member' || storeOf({ file, value: callee.object }, code) !== store,
    ),
    ...operations.filter(({ operator }) => /^[!=]==?$/.test(operator)),
  ];
  return tests.some((each) => wholes.some((read) => contains(each, read)) && isFound(each));
}
