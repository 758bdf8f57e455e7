import type { Located } from '../../model/code.js';
import type { CallValue } from '../../model/facts.js';

/** sql`SELECT … ${value}` */
export const isTagged = ({
  file,
  value: { callee, arguments: given },
}: Located<CallValue>): boolean =>
  given[0]?.is === 'template' && !file.text.slice(callee.end, given[0].start).includes('(');
