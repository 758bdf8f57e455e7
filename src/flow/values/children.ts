import type { Value } from '../../model/facts.js';

/** The operands of a value, one level down. Functions are not entered. */
export function childrenOf(value: Value): readonly Value[] {
  switch (value.is) {
    case 'template':
      return value.values;
    case 'member':
      return [value.object];
    case 'call':
      return [value.callee, ...value.arguments];
    case 'object':
      return value.entries.map((entry) => entry.value);
    case 'array':
      return value.items.flatMap((item) => item ?? []);
    case 'spread':
      return [value.value];
    case 'compound':
      return value.parts;
    default:
      return [];
  }
}

/** The value itself and all below it, where `enter` allows it. */
export function* descendants(
  value: Value,
  enter: (value: Value) => boolean = () => true,
): Generator<Value> {
  yield value;
  if (!enter(value)) return;
  for (const part of childrenOf(value)) yield* descendants(part, enter);
}

/** The last name of a name or a chain; `''` for anything else. */
export function lastName(value: Value): string {
  return value.is === 'name' || value.is === 'member' ? value.name : '';
}

/** `a` of `a.b.c`; the value itself where it is no such chain. */
export const rootOf = (value: Value): Value =>
  value.is === 'member' ? rootOf(value.object) : value;
