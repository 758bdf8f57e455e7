import type { Context } from 'node:vm';
import { createContext, Script } from 'node:vm';

/** Milliseconds. Patterns that need so long backtrack exponentially. */
const LIMIT = 300;
/** For a machine that had no time for the first run: until a pattern has needed so long, too. */
const SECOND_LIMIT = 2_000;
/** For each run where slow ones have used up the budget together: documents can contain hundreds of such patterns. */
const LAST_LIMIT = 50;
const BUDGET = 4_000;
/** A run that takes less is not slow. */
const QUICK = 100;

/** Whether a text is a regular expression (ECMA-262, flag "u"), as JSON Schema 2020-12 requires (core section 6.4). */
export function isPattern(source: unknown): boolean {
  if (typeof source !== 'string') return false;
  try {
    return new RegExp(source, 'u') instanceof RegExp;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

const tooSlow = new Set<string>();
/** By pattern and text: all tools of a document state the same few headers and media types. */
const known = new Map<string, boolean>();

/** Whether a text matches a pattern of a document; undefined where that takes too long, or did so before. */
export function matchesPattern(source: string, text: string): boolean | undefined {
  if (isQuick(source) && text.length < 1_000) return new RegExp(source, 'u').test(text);
  if (tooSlow.has(source)) return undefined;
  const key = JSON.stringify([source, text]);
  const matches = known.get(key) ?? inTime(() => new RegExp(source, 'u').test(text));
  if (matches === undefined) tooSlow.add(source);
  else known.set(key, matches);
  return matches;
}

/** One quantifier or group at most: the time grows with the square of the length, at worst. */
const isQuick = (source: string) =>
  (source.replaceAll(ONE_STEP, '.').match(/[*+?{(]/g) ?? []).length <= 1;

/** A class, an escape, or text that is looked for: there is one way to match each. */
const ONE_STEP = /\[(?:\\[^]|[^\]\\])*\]|\\[^]|\(\?<?[=!]\w*\$?\)/g;

let context: Context | undefined;
let script: Script | undefined;
let spent = 0;
let isTimely = true;

/** The result of work that executes patterns of a document; undefined where it takes too long. It may run twice. */
export function inTime<T>(work: () => T): T | undefined {
  const limits = isTimely ? [LIMIT, SECOND_LIMIT] : [spent < BUDGET ? LIMIT : LAST_LIMIT];
  const begin = performance.now();
  const done = limits.reduce<Done<T>>((last, limit) => last ?? within(limit, work), undefined);
  const took = performance.now() - begin;
  if (took > QUICK) spent += took;
  isTimely &&= done !== undefined;
  return done?.result;
}

type Done<T> = { result: T } | undefined;

function within<T>(timeout: number, work: () => T): Done<T> {
  context ??= createContext();
  script ??= new Script('work()');
  context.work = work;
  try {
    return { result: script.runInContext(context, { timeout }) as T };
  } catch (error) {
    // The error belongs to the other context, so that it is no instance of our Error.
    if ((error as { code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return undefined;
  }
}
