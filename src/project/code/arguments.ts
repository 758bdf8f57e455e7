import type { Argument, Code, Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';
import type { ArgumentPath } from '../../model/runtime.js';

/** A function that calls itself with parts of its argument asks for ever longer ones. */
const MOST_KEYS = 3;
/** Each part of a value is one value, so that whoever follows it knows where they have been. */
const PARTS = new WeakMap<Value, Map<string, Value>>();

/** Through object literals: of a duplicate key, or spread later, the last counts. */
export function argumentAt(
  code: Code,
  { file, value }: Located<CallValue>,
  path: ArgumentPath,
): Argument | undefined {
  const [position = '', ...keys] = path.split('.');
  const given = value.arguments[Number(position)];
  return given && partOf(code, { file, value: given }, keys);
}

function partOf(code: Code, located: Located, keys: readonly string[]): Argument | undefined {
  const [key, ...rest] = keys;
  if (key === undefined) return { ...located, origin: code.origin(located) };
  const { file, value } = code.resolve(located);
  if (value.is !== 'object') {
    if (keys.length > MOST_KEYS) return undefined;
    const part = memberOf(located.value, keys);
    return { file: located.file, value: part, origin: code.origin({ ...located, value: part }) };
  }
  for (const entry of value.entries.toReversed()) {
    const found =
      entry.is === 'spread'
        ? partOf(code, { file, value: entry.value }, keys)
        : entry.key === key
          ? partOf(code, { file, value: entry.value }, rest)
          : undefined;
    if (found) return found;
  }
  return undefined;
}

function memberOf(value: Value, keys: readonly string[]): Value {
  const known = PARTS.get(value) ?? new Map<string, Value>();
  PARTS.set(value, known);
  const { start, end } = value;
  const part =
    known.get(keys.join('\n')) ??
    keys.reduce<Value>(
      (object, name) => ({ is: 'member', start, end, object, name, nameStart: start }),
      value,
    );
  known.set(keys.join('\n'), part);
  return part;
}
