import type { Context } from 'node:vm';
import { createContext, Script } from 'node:vm';

/**
 * Milliseconds. Patterns that need so long backtrack exponentially; the second limit is for a machine that had no time
 * for the first run.
 */
const LIMITS = [300, 2_000];

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

/** Whether a text matches a pattern of a document; undefined where that takes too long. */
export const matchesPattern = (source: string, text: string): boolean | undefined =>
  inTime(() => new RegExp(source, 'u').test(text));

let context: Context | undefined;
let script: Script | undefined;

/** The result of work that executes patterns of a document; undefined where it takes too long. It may run twice. */
export function inTime<T>(work: () => T): T | undefined {
  context ??= createContext();
  script ??= new Script('work()');
  context.work = work;
  for (const timeout of LIMITS) {
    try {
      return script.runInContext(context, { timeout }) as T;
    } catch (error) {
      // The error belongs to the other context, so that it is no instance of our Error.
      if ((error as { code?: unknown } | null)?.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT')
        throw error;
    }
  }
  return undefined;
}
