import type { Code, Located, LocatedFunction } from '../model/code.js';
import type { Declaration, Span, Value } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import { Ways } from '../model/ways.js';
import { type LocatedWrite, outsideWrites } from './outside-writes.js';
import { writesIn } from './writes.js';
import { contains } from './values/spans.js';

export interface LocatedClass {
  file: SourceFile;
  class: Declaration;
}

const FIELDS = new WeakMap<Declaration, ReadonlyMap<string, readonly LocatedWrite[]>>();
/** The name for writes to any field, such as `Object.assign(this, options)`. */
export const WHOLE = '';

/** The class that `this` or a name stands for. Fields of instances and static fields are not told apart. */
export function classAt(code: Code, { file, value }: Located): LocatedClass | undefined {
  if (value.is !== 'name') return undefined;
  const declaration = file.facts.declarations[value.declaration];
  if (declaration?.kind !== 'class' && declaration?.kind !== 'import') return undefined;
  const origin = code.origin({ file, value });
  return origin.is === 'declared' && origin.path === '' && origin.declaration.kind === 'class'
    ? { file: origin.file, class: origin.declaration }
    : undefined;
}

/** The class whose instance a value is, also behind calls that return it: `new Query().where(…)`. */
export function instanceOf(code: Code, located: Located): LocatedClass | undefined {
  const seen = new Set<Value>();
  for (let at: Located | undefined = located; at;) {
    const { file, value }: Located = code.resolve(at);
    if (value.is === 'name')
      return value.name === 'this' ? classAt(code, { file, value }) : undefined;
    if (value.is !== 'call' || seen.has(value)) return undefined;
    if (value.construct) return classAt(code, { file, value: value.callee });
    seen.add(value);
    const target = code.target({ file, value });
    const [returned, ...more] = target.is === 'function' ? target.function.returned : [];
    at =
      target.is === 'function' && returned && more.length === 0
        ? { file: target.file, value: returned }
        : undefined;
  }
  return undefined;
}

/** It uses fields of a class, or a method of one. */
export const hasThis = ({ file, function: made }: LocatedFunction): boolean =>
  thisIn(file).some((read) => contains(made, read));

const THIS = new WeakMap<SourceFile, readonly Span[]>();

function thisIn(file: SourceFile): readonly Span[] {
  let found = THIS.get(file);
  if (!found) {
    found = file.facts.reads.filter(({ name }) => name === 'this');
    THIS.set(file, found);
  }
  return found;
}

/** The writes to the fields of a class, by name, with those of the classes it extends. */
export function fieldsOf(
  code: Code,
  { file, class: owner }: LocatedClass,
  ways = new Ways((at) => code.notFollowed(at)),
): ReadonlyMap<string, readonly LocatedWrite[]> {
  let fields = FIELDS.get(owner);
  if (!fields) {
    const found = new Map<string, LocatedWrite[]>();
    const add = (name: string, values: readonly LocatedWrite[]) => {
      const list = found.get(name) ?? [];
      for (const value of values) list.push(value);
      found.set(name, list);
    };
    const value = owner.base;
    const base = value && classAt(code, { file, value });
    const inherited = base && ways.step({ file, value }, () => fieldsOf(code, base, ways));
    for (const [name, values] of inherited ?? []) add(name, values);
    for (const { name, init, getter, function: made = -1 } of owner.members ?? []) {
      const read = getter ? (file.facts.functions[made]?.returned ?? []) : [];
      for (const value of init ? [init] : read)
        add(name, [{ file, keys: [], value, appends: false }]);
    }
    const own = (writesIn(file).get(owner) ?? []).map((write) => ({ ...write, file }));
    for (const { keys, ...write } of [...own, ...(outsideWrites(code, file).get(owner) ?? [])]) {
      const [name = WHOLE, ...rest] = keys;
      add(name, [{ ...write, keys: rest }]);
    }
    fields = found;
    FIELDS.set(owner, fields);
  }
  return fields;
}
