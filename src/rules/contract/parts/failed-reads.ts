import { awaitedIn } from '../../../flow/values/awaited.js';
import { descendants, lastName } from '../../../flow/values/children.js';
import { callsInside } from '../../../flow/values/functions.js';
import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { CallValue, Declaration, FunctionFact, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { words } from '../../../model/secret-names.js';
import { attemptOf, isNothingBehind } from './replaced-errors.js';

/** Types of what holds credentials. */
const TYPES =
  /\b(SharedStore|Records|(Token|Credentials?|Secret)s?(Store|Vault|Repository|Records))\b/;
/** Their names, in the form of `words`. */
const STORE =
  /(^|_)((token|credential|secret)s?_(store|vault|repository|records)|vault|shared_store)$/;
/** The same where the file has such a type. */
const ANY_STORE = /(^|_)(store|records|inner|base|delegate)$/;
const READS = /^(get|load|read|find)(_(token|credential|record|secret)s?)?$/;
const WRITES = /^(put|set|save|write|store)(_(token|credential|record|secret)s?)?$/;
/** What fails for one record, and not because the store cannot be reached. */
const OF_RECORD = /^(json|text|parse|safeParse|decode|.*(decrypt|unseal|unwrap|verify).*|open)$/i;

/** Reads of credential stores whose errors become nothing: in a store of the project, or where one is used. */
export function failedReads(file: SourceFile, code: Code): readonly Located[] {
  const found = new Map<Value, Located>();
  const isStoreFile = TYPES.test(file.text);
  for (const each of isStoreFile ? replacedIn(readersIn(file, code), code) : [])
    found.set(each.value, each);
  for (const value of file.facts.calls) {
    const at = { file, value };
    const read = attempted(value);
    if (isStoreRead(read, isStoreFile) && isReplaced(at, code)) found.set(value, at);
  }
  return [...found.values()];
}

/** `store.get(id)` of `store.get(id).catch(…)` */
const attempted = (value: CallValue): CallValue =>
  value.callee.is === 'member' &&
  /^(catch|then)$/.test(value.callee.name) &&
  value.callee.object.is === 'call'
    ? attempted(value.callee.object)
    : value;

function isStoreRead({ callee }: CallValue, isStoreFile: boolean): boolean {
  if (callee.is !== 'member' || !READS.test(words(callee.name))) return false;
  const name = words(lastName(callee.object));
  return STORE.test(name) || (isStoreFile && ANY_STORE.test(name));
}

/** The functions that read, of objects and classes that also write. */
function readersIn(file: SourceFile, code: Code): readonly LocatedFunction[] {
  const { objects, declarations, functions } = file.facts;
  const ofObjects = objects.flatMap((object) => {
    const entries = object.entries.flatMap((each) => (each.is === 'entry' ? [each] : []));
    return entries.some(({ key }) => WRITES.test(words(key)))
      ? entries
          .filter(({ key }) => READS.test(words(key)))
          .flatMap(({ value }) => code.functions({ file, value }))
      : [];
  });
  const ofClasses = declarations.flatMap(({ members = [] }: Declaration) =>
    members.some(({ name }) => WRITES.test(words(name)))
      ? members.flatMap((each) => {
          const made = READS.test(words(each.name)) ? functions[each.function ?? -1] : undefined;
          const set = made || !each.init ? [] : code.functions({ file, value: each.init });
          return made ? [{ file, function: made }] : READS.test(words(each.name)) ? set : [];
        })
      : [],
  );
  return [...ofObjects, ...ofClasses].filter((each) => each.function.body);
}

/** In these functions, or in those of the project whose results they return. */
function replacedIn(readers: readonly LocatedFunction[], code: Code): readonly Located[] {
  const found: Located[] = [];
  const open = [...readers];
  const seen = new Set<FunctionFact>();
  for (let next = open.pop(); next; next = open.pop()) {
    const { file, function: made } = next;
    if (seen.has(made)) continue;
    seen.add(made);
    for (const value of callsInside(file, made))
      if (isReplaced({ file, value }, code)) found.push({ file, value });
    for (const value of made.returned.flatMap((each) => [...descendants(each)])) {
      const target = value.is === 'call' ? code.target({ file, value }) : undefined;
      if (target?.is === 'function') open.push(target);
    }
  }
  return found;
}

/** The call reaches the store, and nothing is left where it fails. */
function isReplaced(at: Located<CallValue>, code: Code): boolean {
  const { file, value } = at;
  const read = attempted(value);
  if (OF_RECORD.test(lastName(read.callee))) return false;
  const isChained = read !== value;
  if (!isChained && !isWaitedFor(value, file)) return false;
  const attempt = attemptOf(at, code);
  return attempt?.left.every((each) => !isGivenError(each) && isNothingBehind(each, code)) ?? false;
}

/** `return whereMissing(null)(error)`: what is called can let the error through. */
const isGivenError = ({ file, value }: Located): boolean =>
  value.is === 'call' &&
  value.arguments.some((given) => {
    const declared = given.is === 'name' ? file.facts.declarations[given.declaration] : undefined;
    return declared?.kind === 'catch' || declared?.kind === 'parameter';
  });

/** `await read(id)`, `readFileSync(path)` */
const isWaitedFor = (value: CallValue, file: SourceFile): boolean =>
  awaitedIn(file).has(value) || lastName(value.callee).endsWith('Sync');
