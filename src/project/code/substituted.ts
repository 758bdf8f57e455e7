import type { Code, Located } from '../../model/code.js';
import type { CallValue, NameValue, Value } from '../../model/facts.js';
import { valueOf } from './from-json.js';

/** The value that stands in the place of a name; undefined where the name stays. */
export type Substitute = (name: NameValue) => unknown;

/**
 * An expression with fixed values in the place of names: `parts.join('_')` with the items of `parts`. Calls of the
 * project's functions stay as they are, so that no function is entered with ever longer texts.
 */
export function substituted(code: Code, { file, value }: Located, by: Substitute): Value {
  const inner = (part: Value) => substituted(code, { file, value: part }, by);
  switch (value.is) {
    case 'name': {
      const known = by(value);
      return known === undefined ? value : valueOf(known, value);
    }
    case 'member':
      return { ...value, object: inner(value.object) };
    case 'call':
      return code.target({ file, value }).is === 'function' ? value : ofCall(value, inner);
    case 'array':
      return { ...value, items: value.items.map((item) => item && inner(item)) };
    case 'spread':
      return { ...value, value: inner(value.value) };
    case 'template':
      return { ...value, values: value.values.map(inner) };
    case 'compound':
      return { ...value, parts: value.parts.map(inner) };
    default:
      return value;
  }
}

const ofCall = (value: CallValue, inner: (part: Value) => Value): CallValue => ({
  ...value,
  callee: inner(value.callee),
  arguments: value.arguments.map(inner),
});
