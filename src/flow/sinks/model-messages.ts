import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';
import { lastName } from '../values/children.js';

/** `ToolError` or a class that extends it: the model reads its message. */
export function isModelMessage(callee: Located, code: Code, depth = 0): boolean {
  const origin = code.origin(callee);
  const sinks = Object.values(code.runtime(origin)?.sinks ?? {});
  if (sinks.includes('message-to-model')) return true;
  if (origin.is !== 'declared' || origin.path !== '' || origin.declaration.kind !== 'class')
    return false;
  const { name, base } = origin.declaration;
  if (name === 'ToolError') return true;
  return (
    base !== undefined &&
    depth < 10 &&
    isModelMessage({ file: origin.file, value: base }, code, depth + 1)
  );
}

/** `new ToolError(message)`, and `super(message)` in a class that extends it. */
export const makesModelMessage = ({ file, value }: Located<CallValue>, code: Code): boolean =>
  (value.construct || lastName(value.callee) === 'super') &&
  isModelMessage({ file, value: value.callee }, code);
