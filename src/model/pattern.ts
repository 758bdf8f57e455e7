import { TooComplexError, withinBudget } from '../../runtime/src/utils/check-budget.js';
import { linearPattern } from '../../runtime/src/utils/linear-pattern/linear-pattern.js';

/**
 * Returns whether a text is a regular expression (ECMA-262, flag "u"), as JSON Schema 2020-12
 * requires (core section 6.4).
 */
export function isPattern(source: unknown): boolean {
  if (typeof source !== 'string') return false;
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** Cached decision per pattern, because all tools of a document state the same few headers and media types. */
const patterns = new Map<string, ReturnType<typeof linearPattern>>();

function decision(source: string): ReturnType<typeof linearPattern> {
  if (!patterns.has(source)) patterns.set(source, linearPattern(source));
  return patterns.get(source);
}

/** Returns whether servers check a pattern. They only list patterns that are not linear in the length of a text. */
export const isCheckedPattern = (source: string): boolean => decision(source) !== undefined;

/** Returns whether a text matches a pattern of a document; undefined if the pattern is not checked. */
export const matchesPattern = (source: string, text: string): boolean | undefined =>
  undefinedIfTooComplex(text, () => decision(source)?.(text));

/** Returns the result of checking a value; undefined if the value is too complex. */
export function undefinedIfTooComplex<T>(value: unknown, check: () => T): T | undefined {
  try {
    return withinBudget(value, check);
  } catch (error) {
    if (error instanceof TooComplexError) return undefined;
    throw error;
  }
}
