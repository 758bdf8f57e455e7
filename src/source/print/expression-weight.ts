import type { Expr } from './expression.js';
import { patternSource, str } from './text-literal.js';
import { textWidth } from '../../model/text-width.js';

// How much an expression weighs when Prettier decides where to break the code around it.

/** An argument that does not get in the way of a chain of calls on one line. */
export function isSimpleArgument(expr: Expr, depth = 2): boolean {
  if (depth <= 0) return false;
  const inner = (item: Expr) => isSimpleArgument(item, depth - 1);
  switch (expr.kind) {
    case 'word':
    case 'template':
    case 'number':
    case 'string':
      return true;
    case 'regex':
      return textWidth(patternSource(expr.pattern, expr.flags)) <= 5;
    case 'array':
      return expr.items.every(inner);
    case 'object':
      return expr.entries.every(
        ({ key, value, late }) => key !== '__proto__' && !late && inner(value),
      );
    case 'call':
      return expr.args.length <= depth && expr.args.every(inner);
    case 'chain':
      return (
        isSimpleArgument(expr.head, depth) &&
        expr.calls.every(({ args }) => args.length <= depth && args.every(inner))
      );
  }
}

/** A call that gains nothing from breaking inside: it goes to the next line as a whole. */
export function isPoorlyBreakable(expr: Expr): boolean {
  if (expr.kind === 'call') return isPoorlyBreakableCall(expr.args);
  if (expr.kind !== 'chain' || expr.calls.length > 1) return false;
  const headIsPoor = expr.head.kind === 'word' || isPoorlyBreakable(expr.head);
  return headIsPoor && isPoorlyBreakableCall(expr.calls[0].args);
}

const isPoorlyBreakableCall = (args: readonly Expr[]): boolean =>
  args.length === 0 || (args.length === 1 && args.every(isLoneShortArgument));

/** A quarter of the line. */
const SHORT = 25;

function isLoneShortArgument(expr: Expr): boolean {
  if (expr.kind === 'number') return true;
  if (expr.kind === 'word') return expr.text.length <= SHORT;
  if (expr.kind === 'string') return str(expr.value).length <= SHORT;
  if (expr.kind === 'regex') return patternSource(expr.pattern, expr.flags).length <= SHORT;
  return expr.kind === 'call' && expr.args.length === 0 && expr.name.length <= SHORT - 2;
}
