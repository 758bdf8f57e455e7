import type { Span } from '../model/facts.js';
import type { SourceFile } from '../model/project.js';
import type { Change } from '../model/rule.js';
import { textBefore } from './text-before.js';

/** With these, the next line would go on with the statement before. */
const GOES_ON = /^[([`+\-/*.,?]/;

/**
 * Removes a statement that is one expression, with its line where nothing else is on it; comments stay. Undefined where
 * it is all that an `if` or a loop without braces runs, or where its end is not sure.
 */
export function removedStatement(file: SourceFile, { start, end }: Span): Change | undefined {
  const { text, facts } = file;
  const isStatement = facts.discarded.some((each) => each.start === start && each.end === end);
  const [ending] = /^[ \t]*;/.exec(text.slice(end)) ?? [];
  const before = withoutComments(file, start).trimEnd();
  if (!isStatement || ending === undefined || !';{}'.includes(before.at(-1) ?? ''))
    return undefined;
  const rest = text.slice(end + ending.length);
  if (before.endsWith('}') && GOES_ON.test(rest.trimStart())) return undefined;
  return withItsLine(file, { start, end: end + ending.length });
}

/**
 * Removes a member of an object (which ends with "}"), or one of several arguments (which end with ")"), with its comma;
 * comments stay. Undefined where more than that belongs to it: `(value)`, `['key']: value`.
 */
export function removedItem(
  file: SourceFile,
  { start, end }: Span,
  closing: '}' | ')',
): Change | undefined {
  const { text } = file;
  const opens = withoutComments(file, start).trimEnd().at(-1) ?? '';
  const [after, comma] = /^\s*(,)?/.exec(text.slice(end)) ?? [''];
  if (!`${closing === '}' ? '{' : '('},`.includes(opens)) return undefined;
  if (comma !== undefined) return withItsLine(file, { start, end: end + after.length });
  if (text[afterComments(file, end)] !== closing || opens === '(') return undefined;
  const before = textBefore(text, start, /(?<=(,\s*|(?<=\{)[ \t]*))/y);
  if (before === undefined) return withItsLine(file, { start, end });
  const [behind = ''] = /^[ \t]*(?=[)}])/.exec(before.includes(',') ? '' : text.slice(end)) ?? [];
  return { at: file.at({ start: start - before.length, end: end + behind.length }), text: '' };
}

/** The whole line, where it has nothing else, and one of two blank lines around it; else the blanks behind it, too. */
function withItsLine(file: SourceFile, { start, end }: Span): Change {
  const { text } = file;
  const [blanks = ''] = /^[ \t]*/.exec(text.slice(end)) ?? [];
  const margin = textBefore(text, start, /(?<=(?:^|\n)([ \t]*))/y) ?? '';
  const begins = start === 0 || text[start - margin.length - 1] === '\n';
  const [lineEnd] = /^\r?\n/.exec(text.slice(end + blanks.length)) ?? [];
  if (!begins || lineEnd === undefined)
    return { at: file.at({ start, end: end + blanks.length }), text: '' };
  const from = start - margin.length;
  const to = end + blanks.length + lineEnd.length;
  const above = textBefore(text, from, /(?<=(^|\n[ \t]*\r?\n|\{[ \t]*\r?\n))/y);
  const [gap = ''] = (above !== undefined && /^[ \t]*\r?\n/.exec(text.slice(to))) || [];
  return { at: file.at({ start: from, end: to + gap.length }), text: '' };
}

/** The text up to a position, without the comments before it. */
function withoutComments({ text, facts }: SourceFile, position: number): string {
  let end = position;
  for (const comment of facts.comments.toReversed()) {
    if (comment.end > end) continue;
    if (text.slice(comment.end, end).trim() !== '') break;
    end = comment.start;
  }
  // Of a program, not of the code.
  return text.slice(0, end).replace(/^#!.*\s*$/, '');
}

/** The position of what is next behind a position, and behind the comments there. */
function afterComments({ text, facts }: SourceFile, position: number): number {
  let end = position;
  for (const comment of facts.comments) {
    if (comment.start < end) continue;
    if (text.slice(end, comment.start).trim() !== '') break;
    end = comment.end;
  }
  return end + (/\S/.exec(text.slice(end))?.index ?? 0);
}
