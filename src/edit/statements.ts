import type { Span } from '../model/facts.js';
import { lineEnd, linesAbove, linesBelow, lineStart } from './lines.js';

/**
 * Puts a statement on a line of its own among others of its kind: below the one before it, or above the first.
 * Undefined where that one shares its line with something else.
 */
export function insertStatement(
  text: string,
  statements: readonly Span[],
  statement: string,
  index: number,
): string | undefined {
  const previous = statements[index - 1];
  const next = statements[index];
  if (previous) {
    const rest = text.slice(previous.end, lineEnd(text, previous.end));
    const isAlone = /^[ \t]*(?:\/\/.*|\/\*.*\*\/[ \t]*)?$/.test(rest);
    return isAlone ? linesBelow(text, previous.end, statement) : undefined;
  }
  if (!next) return undefined;
  const isAlone = text.slice(lineStart(text, next.start), next.start).trim() === '';
  // Where others have comments too, that of the first is its own, and not about all of them.
  const areCommented = statements.slice(1).some((each) => withComments(text, each) < each.start);
  const top = areCommented ? withComments(text, next) : next.start;
  return isAlone ? linesAbove(text, top, statement) : undefined;
}

/** Where a statement begins with the comments that stand on it; a blank line keeps a comment apart. */
export function withComments(text: string, { start }: Span): number {
  const [comments = ''] =
    /(?:(?:\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)[ \t]*\r?\n[ \t]*)*$/.exec(text.slice(0, start)) ??
    [];
  return start - comments.length;
}
