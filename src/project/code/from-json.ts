import type { Code, Located } from '../../model/code.js';
import type { CallValue, Span, Value } from '../../model/facts.js';
import { isGlobal } from './forms.js';

/** What `JSON.parse('…')` makes of a fixed text; its place is that of the call. */
export function fromJson(code: Code, { file, value }: Located<CallValue>): Value | undefined {
  const { callee, arguments: given } = value;
  const [first] = given;
  const isParsed =
    callee.is === 'member' && callee.name === 'parse' && isGlobal(callee.object, 'JSON');
  const text = isParsed && first ? code.constant({ file, value: first }) : undefined;
  if (typeof text !== 'string') return undefined;
  try {
    return valueOf(JSON.parse(text), value);
  } catch {
    // Where it is no JSON, the code throws.
    return undefined;
  }
}

/** Data as the value that the source would show at this place. */
export function valueOf(data: unknown, { start, end }: Span): Value {
  const at = { start, end };
  if (Array.isArray(data))
    return { is: 'array', ...at, items: data.map((item) => valueOf(item, at)) };
  if (typeof data === 'string') return { is: 'string', ...at, value: data };
  if (typeof data === 'number') return { is: 'literal', ...at, type: 'number', value: data };
  if (typeof data === 'boolean') return { is: 'literal', ...at, type: 'boolean', value: data };
  if (typeof data !== 'object' || data === null)
    return { is: 'literal', ...at, type: 'null', value: null };
  const entries = Object.entries(data).map(
    ([key, value]) => ({ is: 'entry', ...at, key, value: valueOf(value, at) }) as const,
  );
  return { is: 'object', ...at, entries };
}
