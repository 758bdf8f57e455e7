import type { Located } from '../../model/code.js';
import type { CallValue, Value } from '../../model/facts.js';

/** sql`SELECT … ${value}` */
export const isTagged = ({
  file,
  value: { callee, arguments: given },
}: Located<CallValue>): boolean =>
  given[0]?.is === 'template' && !file.text.slice(callee.end, given[0].start).includes('(');

/** What the parameters of the called function get; the fixed texts of a tagged template are undefined. */
export function argumentsOf(call: Located<CallValue>): readonly (Value | undefined)[] {
  const [first] = call.value.arguments;
  return first?.is === 'template' && isTagged(call)
    ? [undefined, ...first.values]
    : call.value.arguments;
}
