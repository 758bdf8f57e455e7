import { call, jsonExpr, object, spread, word } from '../../source/print/expression.js';
import type { Entry, Expr } from '../../source/print/expression.js';

/** What the source of a value can use. */
export interface Scope {
  variableOf(argument: string): string;
  /** A call of a function of `mcp-provider/api`. */
  call(name: string, ...values: readonly Expr[]): Expr;
}

export const jsonOf = (variable: string): Expr => call('JSON.stringify', [word(variable)]);

/** Options of a call; none where they are empty. */
export const optionsOf = (options: object): Expr[] =>
  Object.keys(options).length === 0 ? [] : [jsonExpr(options)];

/** `query`, or `{ ...query, other }`, or only the others. */
export function together(name: string | undefined, others: readonly Entry[]): Expr {
  if (name === undefined) return object(others);
  return others.length > 0 ? object([spread(name), ...others]) : word(name);
}
