import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';

/** The one expression that the called function of the project returns, of a promise what it resolves with if that is awaited. */
export function returnedBy(
  code: Code,
  call: Located<CallValue>,
  isAwaited = false,
): Located | undefined {
  const target = call.value.construct ? undefined : code.target(call);
  if (target?.is !== 'function' || target.function.async !== isAwaited || target.function.generator)
    return undefined;
  const [returned, ...more] = target.function.returned;
  return returned && more.length === 0 ? { file: target.file, value: returned } : undefined;
}
