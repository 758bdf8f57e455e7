import { Matcher } from './matcher.js';
import { compileNfa } from './nfa.js';
import { parsePattern } from './parser.js';

/**
 * Compiles a regular expression (ECMA-262, the flags "imsu") to an automaton that tests texts in
 * linear time: `RegExp` backtracks, which can take the square of the length, or double with each
 * character.
 * @returns undefined for patterns that no automaton decides: references to groups, the flags "v"
 * and "y", and too many repetitions
 * @throws TooComplexError, of the test, in `withinBudget`
 */
export function linearPattern(
  source: string,
  flags = 'u',
): ((text: string) => boolean) | undefined {
  try {
    const usedFlags = new RegExp(source, flags).flags.replace(/[dg]/g, '');
    if (/[vy]/.test(usedFlags)) return undefined;
    const isUnicode = usedFlags.includes('u');
    const matcher = new Matcher(compileNfa(parsePattern(source, isUnicode), usedFlags), isUnicode);
    return (text) => matcher.test(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
