import type { Expr } from './expression.js';
import { jsonExpr, method, word } from './expression.js';
import type { Bounds, Scalar, Size } from '../shape/shape.js';

/** `z.name(args)` */
export const z = (name: string, ...args: Expr[]): Expr => method(word('z'), name, ...args);

/** With bounds of its length. */
export function sized(expr: Expr, { min, max }: Size): Expr {
  if (min !== undefined && min === max) return method(expr, 'length', jsonExpr(min));
  return limited(expr, [
    ['min', min],
    ['max', max],
  ]);
}

export const bounded = (expr: Expr, bounds: Bounds): Expr =>
  limited(expr, [
    ['min', bounds.minimum],
    ['gt', bounds.exclusiveMinimum],
    ['max', bounds.maximum],
    ['lt', bounds.exclusiveMaximum],
    ['multipleOf', bounds.multipleOf],
  ]);

const limited = (expr: Expr, limits: readonly [name: string, limit: number | undefined][]): Expr =>
  limits.reduce(
    (limited, [name, limit]) =>
      limit === undefined ? limited : method(limited, name, jsonExpr(limit)),
    expr,
  );

/** A class, an escape or a character of a pattern, with a quantifier that has no upper bound. */
const ATOM = /(?:\[(?:\\.|[^\]\\])*\]|\\.|.)[*+]?/gsu;
/** Without the flag `u`, these mean something else. */
const UNICODE = /\\[pPu]|[^\p{ASCII}]/u;
/** Without it, one of these is half of a character outside the BMP. */
const ANY_BUT = /^(?:\.|\[\^|\\[DSW]|\[.*\\[DSW])[^]*(?<![*+])$/su;

const needsUnicode = (atom: string) => UNICODE.test(atom) || ANY_BUT.test(atom);

export function matching(expr: Expr, pattern: string | undefined): Expr {
  if (pattern === undefined) return expr;
  return method(expr, 'regex', {
    kind: 'regex',
    pattern,
    flags: pattern.match(ATOM)?.some(needsUnicode) ? 'u' : '',
  });
}

export function choiceOf(values: readonly Scalar[], constant: boolean): Expr {
  const texts = values.every((value) => typeof value === 'string');
  // An enum is an object in zod, and an object puts keys that are numbers first.
  const keepsOrder = values.length < 2 || !values.some((value) => /^\d+$/.test(String(value)));
  if (texts && !constant && keepsOrder) return z('enum', jsonExpr(values));
  return z('literal', jsonExpr(values.length === 1 ? values[0] : values));
}

/** On both sides, and narrower than the safe integers. */
export function hasSafeBounds({
  minimum,
  exclusiveMinimum,
  maximum,
  exclusiveMaximum,
}: Bounds): boolean {
  const isSafe = (bound: number | undefined) =>
    bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER;
  return isSafe(minimum ?? exclusiveMinimum) && isSafe(maximum ?? exclusiveMaximum);
}
