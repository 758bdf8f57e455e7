import { requestFlow } from '../../../flow/sources/request-data.js';
import { isTainted } from '../../../flow/taint.js';
import { lastName } from '../../../flow/values/children.js';
import { contains } from '../../../flow/values/spans.js';
import type { Code, Located } from '../../../model/code.js';
import type { Declaration, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import type { Named } from './named.js';

/** Words for who asks. */
const CALLER = /\b(caller|principal|user|userId|owner|ownerId|session)\b/;
const VERIFIES = /verif|authent|signedIn/i;
const COMPARES = /[!=]==[^;\n]*\b(caller|principal|user|userId|owner|ownerId|session)\b/;

/** A key of a collection: `shares.set(id, share)`, `this.shares[id]`. */
interface Key {
  /** A variable, or the file and name of a field. */
  of: Declaration | string;
  key: Value;
  within: number;
}

/** Keys of entries that a request finds by its key alone: `shares.get(query.get('id'))`. */
export function lookedUpKeys(
  files: readonly SourceFile[],
  code: Code,
): readonly (Named & Located)[] {
  const flow = requestFlow(code);
  const found = new Set<Key['of']>();
  for (const file of files) {
    for (const { of, key, within } of keysIn(file, /^(get|has|find)$/, file.facts.members, code)) {
      if (found.has(of) || knowsCaller(file, within)) continue;
      if (isTainted(flow.taint({ file, value: key }))) found.add(of);
    }
  }
  if (found.size === 0) return [];
  return files.flatMap((file) => {
    const targets = file.facts.assignments.map(({ target }) => target);
    return [...keysIn(file, /^(set|put)$/, targets, code)].flatMap(({ of, key }) =>
      found.has(of)
        ? [{ file, name: lastName(key) || 'key', value: key, start: key.start, end: key.end }]
        : [],
    );
  });
}

/** What is found may be compared with who asks: the function is given that, or finds it out. */
function knowsCaller({ facts, text }: SourceFile, within: number): boolean {
  const made = facts.functions[within];
  if (!made) return false;
  const body = text.slice(made.start, made.end);
  const isGiven = made.parameters.length > 1 || VERIFIES.test(body) || COMPARES.test(body);
  return CALLER.test(body) && isGiven;
}

function* keysIn(
  file: SourceFile,
  methods: RegExp,
  members: readonly Value[],
  code: Code,
): Generator<Key> {
  const collection = (value: Value): Key['of'] | undefined => {
    const path = code.path(value);
    if (path.startsWith('this.')) return `${file.path}#${path}`;
    const origin = value.is === 'name' ? code.origin({ file, value }) : undefined;
    return origin?.is === 'declared' && origin.path === '' ? origin.declaration : undefined;
  };
  for (const {
    callee,
    arguments: [key],
    within,
  } of file.facts.calls) {
    const of = callee.is === 'member' && methods.test(callee.name) && collection(callee.object);
    if (of && key) yield { of, key, within };
  }
  for (const member of members) {
    if (member.is !== 'member' || !member.computed) continue;
    const of = collection(member.object);
    if (!of) continue;
    const within = file.facts.functions.findLastIndex((each) => contains(each, member));
    yield { of, key: member.computed, within };
  }
}
