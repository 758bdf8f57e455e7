import type { Node, Statement } from '@babel/types';
import type { Branch } from '../../model/facts.js';
import { type Collector, span } from './collector.js';

/** One of the ways an `if` or a `switch` may go. */
export function branch(collector: Collector, of: Node, list: readonly Statement[]): void {
  const [first] = list;
  const last = list.at(-1);
  if (!first || !last) return;
  const leaves = leavesBy(collector, last);
  collector.branches.push({
    start: span(first).start,
    end: span(last).end,
    of: span(of).start,
    ...(leaves && { leaves }),
  });
}

/** What does not go on behind a statement. */
function leavesBy(collector: Collector, node: Statement): Branch['leaves'] {
  if (node.type === 'BlockStatement') {
    const last = node.body.at(-1);
    return last && leavesBy(collector, last);
  }
  if (node.type === 'ReturnStatement' || node.type === 'ThrowStatement') return 'function';
  const { start, end } = span(node);
  return collector.source.slice(start, end).startsWith('process.exit(') ? 'process' : undefined;
}
