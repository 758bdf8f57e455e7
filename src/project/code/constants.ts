import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';

type Constant = string | number | boolean | null | undefined;

/** What a value is before anything runs; undefined where it is not fixed. */
export function constantOf(code: Code, { file, value }: Located, depth = 0): Constant {
  const part = (of: typeof value) => constantOf(code, { file, value: of }, depth + 1);
  switch (value.is) {
    case 'string':
      return value.value;
    case 'literal':
      return value.type === 'bigint' || value.type === 'regexp' ? undefined : value.value;
    case 'template': {
      const values = value.values.map(part);
      if (values.includes(undefined)) return undefined;
      return value.chunks.reduce((text, chunk, index) => text + String(values[index - 1]) + chunk);
    }
    case 'compound': {
      const [left, right] = value.parts.map(part);
      if (value.operator !== '+' || left === undefined || right === undefined) return undefined;
      return typeof left === 'number' && typeof right === 'number'
        ? left + right
        : String(left) + String(right);
    }
    case 'call':
      return textOf(code, { file, value }, depth) ?? resultOf(code, { file, value }, depth);
    case 'name':
    case 'member': {
      const behind = code.resolve({ file, value });
      return behind.value === value || depth > 20 ? undefined : constantOf(code, behind, depth + 1);
    }
    default:
      return undefined;
  }
}

/** `['a', 'b'].join(' ')` and `text.trim()`: how long texts are written. */
function textOf(code: Code, { file, value }: Located<CallValue>, depth: number): Constant {
  const { callee, arguments: given } = value;
  if (callee.is !== 'member' || depth > 20) return undefined;
  const known = (of: Located) => constantOf(code, of, depth + 1);
  if (callee.name === 'trim' && given.length === 0) {
    const text = known({ file, value: callee.object });
    return typeof text === 'string' ? text.trim() : undefined;
  }
  const [by] = given;
  if (callee.name !== 'join' || !by) return undefined;
  const parts = code.list({ file, value: callee.object })?.map(known);
  const between = known({ file, value: by });
  if (!parts || parts.includes(undefined) || typeof between !== 'string') return undefined;
  return parts.join(between);
}

/** The one thing that a function of the project returns, whatever it is given. */
function resultOf(code: Code, call: Located<CallValue>, depth: number): Constant {
  const target = code.target(call);
  if (target.is !== 'function' || target.function.async || depth > 20) return undefined;
  const [returned, ...more] = target.function.returned;
  return returned && more.length === 0
    ? constantOf(code, { file: target.file, value: returned }, depth + 1)
    : undefined;
}
