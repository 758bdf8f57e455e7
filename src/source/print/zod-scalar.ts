import { type Code, jsonCode, method } from './code.js';
import { patternSource } from './text-literal.js';
import type { Bounds, Scalar, Size } from '../shape/shape.js';

/** `z.name(args)` */
export const z = (name: string, ...args: Code[]): Code => method('z', name, ...args);

/** With bounds of its length. */
export function sized(expr: Code, { min, max }: Size): Code {
  if (min !== undefined && min === max) return method(expr, 'length', jsonCode(min));
  return limited(expr, [
    ['min', min],
    ['max', max],
  ]);
}

export const bounded = (expr: Code, bounds: Bounds): Code =>
  limited(expr, [
    ['min', bounds.minimum],
    ['gt', bounds.exclusiveMinimum],
    ['max', bounds.maximum],
    ['lt', bounds.exclusiveMaximum],
    ['multipleOf', bounds.multipleOf],
  ]);

const limited = (expr: Code, limits: readonly [name: string, limit: number | undefined][]): Code =>
  limits.reduce(
    (limited, [name, limit]) =>
      limit === undefined ? limited : method(limited, name, jsonCode(limit)),
    expr,
  );

/** A class, an escape or a character of a pattern, with a quantifier that has no upper bound. */
const ATOM = /(?:\[(?:\\.|[^\]\\])*\]|\\.|.)[*+]?/gsu;
/** Without the flag `u`, these mean something else. */
const UNICODE = /\\[pPu]|[^\p{ASCII}]/u;
/** Without it, one of these is half of a character outside the BMP. */
const ANY_BUT = /^(?:\.|\[\^|\\[DSW]|\[.*\\[DSW])[^]*(?<![*+])$/su;

const needsUnicode = (atom: string) => UNICODE.test(atom) || ANY_BUT.test(atom);

export function matching(expr: Code, pattern: string | undefined): Code {
  if (pattern === undefined) return expr;
  const flags = pattern.match(ATOM)?.some(needsUnicode) ? 'u' : '';
  return method(expr, 'regex', `/${patternSource(pattern, flags)}/${flags}`);
}

export function choiceOf(values: readonly Scalar[], constant: boolean): Code {
  const texts = values.every((value) => typeof value === 'string');
  // An enum is an object in zod, and an object puts keys that are numbers first.
  const keepsOrder = values.length < 2 || !values.some((value) => /^\d+$/.test(String(value)));
  if (texts && !constant && keepsOrder) return z('enum', jsonCode(values));
  return z('literal', jsonCode(values.length === 1 ? values[0] : values));
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
