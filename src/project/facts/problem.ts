import type { Problem } from '../../model/facts.js';

interface ParserError {
  message: string;
  pos?: number;
  loc?: { index: number };
}

/** What the parser complains about, without the position it writes into its sentence. */
export function problem(error: ParserError, text: string): Problem {
  const start = Math.min(error.loc?.index ?? error.pos ?? 0, text.length);
  const message = error.message.replace(/ \(\d+:\d+\)$/, '');
  return { message, start, end: Math.min(start + 1, text.length) };
}

/** Undefined, and a problem more, where the text is at fault. */
export function readable<T>(problems: Problem[], text: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof SyntaxError) problems.push(problem(error, text));
    else if (error instanceof RangeError) problems.push(problem({ message: TOO_DEEP }, text));
    else throw error;
    return undefined;
  }
}

/** The stack ran out: V8 throws a RangeError. */
export const TOO_DEEP = 'This file is nested too deeply to be read.';
