import type { Code, Located, LocatedFunction } from '../../../model/code.js';
import type { Declaration } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';
import { usesIn, type Written } from './written.js';

export interface LocatedClass {
  file: SourceFile;
  class: Declaration;
}

/** Everything that is put into one field; without a name in its keys, it may be any field. */
interface Put extends Written {
  file: SourceFile;
}

const FIELDS = new WeakMap<Declaration, ReadonlyMap<string, readonly Put[]>>();
/** Under this name: what is put into the class or its instance as a whole, such as by `Object.assign(this, options)`. */
export const WHOLE = '';
const DEEPEST = 10;

/** The class that `this` or a name stands for: what is put into instances is not told from what the class has itself. */
export function classAt(code: Code, { file, value }: Located): LocatedClass | undefined {
  if (value.is !== 'name') return undefined;
  const declaration = file.facts.declarations[value.declaration];
  if (declaration?.kind !== 'class' && declaration?.kind !== 'import') return undefined;
  const origin = code.origin({ file, value });
  return origin.is === 'declared' && origin.path === '' && origin.declaration.kind === 'class'
    ? { file: origin.file, class: origin.declaration }
    : undefined;
}

/** It may use fields of a class: asked before more is done about it. */
export const hasThis = ({ file, function: { start, end } }: LocatedFunction): boolean => {
  const at = file.text.indexOf('this', start);
  return at !== -1 && at < end;
};

/** What is put into the fields of a class, by itself and by those it extends. */
export function fieldsOf(
  code: Code,
  { file, class: owner }: LocatedClass,
  depth = 0,
): ReadonlyMap<string, readonly Put[]> {
  let fields = FIELDS.get(owner);
  if (!fields) {
    const found = new Map<string, Put[]>();
    const put = (name: string, values: readonly Put[]) =>
      found.set(name, [...(found.get(name) ?? []), ...values]);
    const base = owner.base && depth < DEEPEST && classAt(code, { file, value: owner.base });
    if (base) for (const [name, values] of fieldsOf(code, base, depth + 1)) put(name, values);
    for (const { name, init } of owner.members ?? []) {
      if (init) put(name, [{ file, keys: [], value: init, adds: false }]);
    }
    for (const { keys, ...written } of usesIn(file).written.get(owner) ?? []) {
      const [name = WHOLE, ...rest] = keys;
      put(name, [{ file, keys: rest, ...written }]);
    }
    fields = found;
    FIELDS.set(owner, fields);
  }
  return fields;
}
