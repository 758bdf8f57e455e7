import { exprDoc } from './expression-layout.js';
import { jsonExpr } from './expression.js';
import { settle } from './layout.js';

/**
 * A JSON value as source that evaluates to it, laid out as Prettier would.
 * @param prefix what stands on the first line already; its leading spaces are the indentation
 */
export function literal(value: unknown, prefix = ''): string {
  const expr = jsonExpr(value);
  return settle((kept) => exprDoc(expr, kept), prefix);
}
