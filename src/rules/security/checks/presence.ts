import { childrenOf, descendants } from '../../../flow/values/children.js';
import type { CallValue, Value } from '../../../model/facts.js';
import type { SourceFile } from '../../../model/project.js';

/** Whether a value is there, as a condition tests it: `!signature`, `'aud' in claims`, `states.length > 0`. */
export interface Presence {
  /** As it is written where it is read. */
  text: string;
  of: Value;
  isPresent: boolean;
}

const READS = /^(get|has|header)$/;
const OPPOSITE = /^(!|===?)$/;

export function presenceIn(value: Value, file: SourceFile): Presence | undefined {
  const present = (of: Value | undefined, isPresent = true): Presence | undefined =>
    of && (of.is === 'name' || of.is === 'member' || isRead(of))
      ? { of, isPresent, text: textOf(of, file) }
      : undefined;
  if (value.is === 'call' && isNamed(value.callee, 'Boolean')) return present(value.arguments[0]);
  if (value.is !== 'compound') return present(value.is === 'member' ? sized(value) : value);
  const { operator, parts } = value;
  const [left, right] = parts;
  if (operator === '!') {
    const inner = left && presenceIn(left, file);
    return inner && { ...inner, isPresent: !inner.isPresent };
  }
  if (operator === 'in' && left?.is === 'string' && right)
    return { of: left, isPresent: true, text: `${textOf(right, file)}.${left.value}` };
  if (operator === '>' && left?.is === 'member' && isNothing(right)) return present(sized(left));
  const [tested, nothing] = isNothing(left) ? [right, left] : [left, right];
  if (!/^[!=]==?$/.test(operator) || !tested || !isNothing(nothing)) {
    const isType = left?.is === 'compound' && left.operator === 'typeof' && right?.is === 'string';
    return isType && /^[!=]==?$/.test(operator)
      ? present(left.parts[0], OPPOSITE.test(operator) === (right.value !== 'undefined'))
      : undefined;
  }
  return present(tested.is === 'member' ? sized(tested) : tested, !OPPOSITE.test(operator));
}

/** `states` of `states.length` */
const sized = (value: Extract<Value, { is: 'member' }>): Value =>
  /^(length|size)$/.test(value.name) ? value.object : value;

/** `headers.get('x-signature')`, `params.has('state')`: what is read is named by a text. */
export const isRead = (value: Value): value is CallValue =>
  value.is === 'call' &&
  value.callee.is === 'member' &&
  READS.test(value.callee.name) &&
  value.arguments[0]?.is === 'string';

const isNamed = (value: Value, name: string) => value.is === 'name' && value.name === name;

export const isNothing = (value: Value | undefined): boolean =>
  (value?.is === 'string' && value.value === '') ||
  (value?.is === 'literal' && (value.value === 0 || /^(null|undefined)$/.test(value.type)));

/** Without what makes it a text of another kind: `headers.has('x')` tests what `headers.get('x')` reads. */
const textOf = ({ start, end }: Value, file: SourceFile): string =>
  file.text.slice(start, end).replaceAll('.has(', '.get(').replaceAll('?.', '.');

/** Whether it reads the value that was tested, or a variable made of that. */
export function mentions(
  value: Value,
  { text, of }: Presence,
  file: SourceFile,
  derived: ReadonlySet<number> = new Set(),
): boolean {
  const declaration = of.is === 'name' ? of.declaration : -1;
  return [...descendants(value)].some((part) =>
    part.is === 'name'
      ? (part.declaration !== -1 && part.declaration === declaration) ||
        derived.has(part.declaration)
      : (part.is === 'member' || isRead(part)) && textOf(part, file) === text,
  );
}

/** The variables of the file that are made of the value that was tested. */
export function derivedFrom(tested: Presence, file: SourceFile): ReadonlySet<number> {
  const derived = new Set<number>();
  for (const [index, { init, kind }] of file.facts.declarations.entries())
    if (init && kind === 'const' && mentions(init, tested, file, derived)) derived.add(index);
  return derived;
}

/** The operands of `a && b && c`. */
export function operandsOf(value: Value, operator: string): readonly Value[] {
  const found: Value[] = [];
  const open = [value];
  for (let next = open.pop(); next; next = open.pop()) {
    if (next.is === 'compound' && next.operator === operator)
      open.push(...childrenOf(next).toReversed());
    else found.push(next);
  }
  return found;
}
