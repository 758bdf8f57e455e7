import type { Code, Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';

/** The one expression that the called function of the project returns; undefined where there are several. */
export function returnedBy(code: Code, call: Located<CallValue>): Located | undefined {
  const target = call.value.construct ? undefined : code.target(call);
  if (target?.is !== 'function' || target.function.async || target.function.generator)
    return undefined;
  const [returned, ...more] = target.function.returned;
  return returned && more.length === 0 ? { file: target.file, value: returned } : undefined;
}
