import type { Assignment, Declaration, Value } from '../../model/facts.js';
import type { SourceFile } from '../../model/project.js';

interface Fields {
  /** What is put into a field, by the name of the class's declaration and the field. */
  values: ReadonlyMap<string, readonly (Value | undefined)[]>;
  /** Names of fields that are set from outside, of an unknown class. */
  outside: ReadonlySet<string>;
}

const FIELDS = new WeakMap<SourceFile, Fields>();

/** The one value that a field of a class is ever set to, `null` aside; undefined where that cannot be told. */
export function fieldOf(file: SourceFile, owner: Declaration, name: string): Value | undefined {
  let fields = FIELDS.get(file);
  if (!fields) {
    fields = fieldsIn(file);
    FIELDS.set(file, fields);
  }
  const own = owner.members?.filter((member) => member.name === name) ?? [];
  if (own.some((member) => member.function !== undefined) || fields.outside.has(name))
    return undefined;
  const first = own.flatMap(({ init }) => (init && !isNothing(init) ? [init] : []));
  const index = file.facts.declarations.indexOf(owner);
  const [value, ...more] = [...first, ...(fields.values.get(keyOf(index, name)) ?? [])];
  return more.length === 0 ? value : undefined;
}

function fieldsIn({ facts: { assignments, declarations } }: SourceFile): Fields {
  const values = new Map<string, (Value | undefined)[]>();
  const outside = new Set<string>();
  for (const assignment of assignments) {
    const { target } = assignment;
    if (target.is !== 'member') continue;
    const { object, name } = target;
    const owner = object.is === 'name' ? object.declaration : -1;
    if (declarations[owner]?.kind !== 'class') outside.add(name);
    else {
      const key = keyOf(owner, name);
      values.set(key, [...(values.get(key) ?? []), valueOf(assignment)]);
    }
  }
  return { values, outside };
}

/** Undefined where it is made of what was there before. */
const valueOf = ({ operator, value }: Assignment) =>
  /^(\?\?|\|\|)?=$/.test(operator) ? value : undefined;

const isNothing = (value: Value) =>
  value.is === 'literal' && (value.type === 'null' || value.type === 'undefined');

const keyOf = (owner: number, name: string) => `${owner} ${name}`;
