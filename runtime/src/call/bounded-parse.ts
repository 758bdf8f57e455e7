import type * as z from 'zod';
import { isCounted, spend, TooComplexError, withinBudget } from '../utils/check-budget.js';
import { linearPattern } from '../utils/linear-pattern.js';

type Schema = z.core.$ZodType;

/** What is parsed, or what is wrong with it. */
export type Parsed<T> =
  | { data: T; problem?: undefined; cause?: undefined }
  | { data?: undefined; problem: string; cause: unknown };

/**
 * `safeParse` of a zod schema, in steps that are counted. Zod itself has no bound: it matches patterns with `RegExp`, tries
 * each alternative of each level, and collects a problem with its path for each value.
 */
export function boundedParse<T extends Schema>(type: T, value: unknown): Parsed<z.output<T>> {
  try {
    bound(type);
    const parse = () => (type as unknown as z.ZodType<z.output<T>>).safeParse(value);
    const { data, error } = withinBudget(value, parse);
    return error ? { problem: complaint(error), cause: error } : { data: data };
  } catch (error) {
    if (error instanceof TooComplexError || isStackOverflow(error))
      return { problem: 'Too complex to check', cause: error };
    throw error;
  }
}

const isStackOverflow = (error: unknown): boolean =>
  error instanceof RangeError && error.message === 'Maximum call stack size exceeded';

/** Problems that are reported for a value, and for each part of it. */
const MOST_PROBLEMS = 20;
/** One problem can name all keys of an object. */
const LONGEST = 4_000;

export function complaint({ issues }: z.core.$ZodError): string {
  const text = issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

const bounded = new WeakSet<Schema>();

/** Counts the steps of a schema and of all inside of it, where it is parsed by `boundedParse`. */
function bound(type: Schema): void {
  if (bounded.has(type)) return;
  bounded.add(type);
  const { def, run } = type._zod;
  type._zod.run = (payload, context) => {
    if (!isCounted()) return run(payload, context);
    spend(5);
    const result = run(payload, context);
    const { length } = 'issues' in result ? result.issues : [];
    if (length > 0) spend(100); // what fits costs far less
    if (length > MOST_PROBLEMS && 'issues' in result) result.issues.length = MOST_PROBLEMS;
    return result;
  };
  for (const holder of [type, ...(def.checks ?? [])]) {
    const stated = holder._zod.def as { pattern?: unknown };
    if (stated.pattern instanceof RegExp && !(stated.pattern instanceof LinearRegExp))
      stated.pattern = new LinearRegExp(stated.pattern);
  }
  const isLazy = 'getter' in def && typeof def.getter === 'function';
  for (const part of isLazy ? [(type as z.core.$ZodLazy)._zod.innerType] : Object.values(def))
    for (const inner of [part, ...membersOf(part)]) if (isType(inner)) bound(inner);
}

/** A regular expression that an automaton decides, where one can: others stay as they are. */
class LinearRegExp extends RegExp {
  readonly #decide: ((text: string) => boolean) | undefined;

  constructor({ source, flags }: RegExp) {
    super(source, flags);
    this.#decide = linearPattern(source, flags);
  }

  override test(text: string): boolean {
    return this.#decide ? this.#decide(text) : super.test(text);
  }
}

const membersOf = (part: unknown): readonly unknown[] =>
  typeof part === 'object' && part !== null && !isType(part) ? Object.values(part) : [];

const isType = (value: unknown): value is Schema =>
  typeof value === 'object' && value !== null && '_zod' in value && 'run' in (value._zod as object);
