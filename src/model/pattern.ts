import type { Context } from 'node:vm';
import { createContext, Script } from 'node:vm';

/** Milliseconds. Patterns that need so long backtrack exponentially. */
const LONGEST = 300;

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

/** The result of work that executes patterns of a document; undefined where it takes too long. */
export function inTime<T>(work: () => T): T | undefined {
  context ??= createContext();
  script ??= new Script('work()');
  context.work = work;
  try {
    return script.runInContext(context, { timeout: LONGEST }) as T;
  } catch (error) {
    // The error belongs to the other context, so that it is no instance of our Error.
    if ((error as { code?: unknown } | null)?.code === 'ERR_SCRIPT_EXECUTION_TIMEOUT')
      return undefined;
    throw error;
  }
}
