import type { Code, Located } from '../../../model/code.js';
import type { CallValue, Value } from '../../../model/facts.js';

/**
 * The source of a call with its fixed values in the place of their names: `pino({ base: null }, pino.destination(2))` for
 * `pino(options, pino.destination(STDERR))`. What is not known keeps its name.
 */
export const writtenOut = ({ file, value }: Located<CallValue>, code: Code): string =>
  written({ file, value }, code, new Set());

/** Each expression once: options that contain each other have an end. */
function written({ file, value }: Located, code: Code, seen: Set<Value>): string {
  const fixed = code.constant({ file, value });
  if (fixed !== undefined) return JSON.stringify(fixed);
  if (seen.has(value) || seen.size > 1_000) return '';
  seen.add(value);
  const of = (part: Value | null) =>
    part === null ? '' : written({ file, value: part }, code, seen);
  switch (value.is) {
    case 'object':
      return `{ ${value.entries.map((each) => (each.is === 'entry' ? `${each.key}: ${of(each.value)}` : of(each.value))).join(', ')} }`;
    case 'array':
      return `[${value.items.map(of).join(', ')}]`;
    case 'spread':
      return of(value.value);
    case 'call':
      return `${code.path(value.callee)}(${value.arguments.map(of).join(', ')})`;
    case 'name':
    case 'member': {
      const behind = code.resolve({ file, value });
      return behind.value === value ? code.path(value) : written(behind, code, seen);
    }
    default:
      return file.text.slice(value.start, value.end);
  }
}
