import type { Code, Located, LocatedFunction } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';

/** The functions of the project that a call may run: several where it takes one out of a collection. */
export function implementations(call: Located<CallValue>, code: Code): readonly LocatedFunction[] {
  const target = code.target(call);
  if (target.is !== 'function') return [];
  const { file, value } = call;
  const { is } = value.callee;
  // Others have one implementation.
  const isName = is === 'name' && !isOpen(call);
  if (isName || (is === 'member' && value.callee.name !== '*')) return [target];
  return code.functions({ file, value: value.callee }).filter((each) => each.function.body);
}

/** An item of a list, or what a call has returned. */
function isOpen({ file, value: { callee } }: Located<CallValue>): boolean {
  const { path, init } =
    (callee.is === 'name' && file.facts.declarations[callee.declaration]) || {};
  return path?.[0] === '*' || (init?.is === 'call' && !init.construct);
}
