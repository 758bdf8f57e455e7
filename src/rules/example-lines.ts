import type { ExampleFile, ExampleText } from '../model/rule.js';
import { exampleFiles, withoutMarks } from './example.js';

/**
 * An example for people: each file's path, then its text or what changes in it. The message of a finding follows its line.
 */
export function exampleLines(example: ExampleText, finds: readonly string[] = []): string[] {
  const files = exampleFiles(example);
  const messages = messagesOf(files, finds);
  return files.flatMap((file, index) => {
    const lines =
      file.is === 'deleted'
        ? [`${file.path}: deleted`]
        : [file.path, ...fewer(linesOf(file)).flatMap((line) => shown(line, messages))];
    return index === 0 ? lines : ['', ...lines];
  });
}

/** Messages in the order their places are met in: a report has the files in the order of their paths. */
function messagesOf(files: readonly ExampleFile[], finds: readonly string[]): string[] {
  const counts = files.map((file) => linesOf(file).join('').split('‹').length - 1);
  const taken = new Map<ExampleFile, readonly string[]>();
  let from = 0;
  for (const file of [...files].sort((a, b) => (a.path < b.path ? -1 : 1))) {
    const count = counts[files.indexOf(file)] ?? 0;
    taken.set(file, finds.slice(from, from + count));
    from += count;
  }
  return files.flatMap((file) => taken.get(file) ?? []);
}

function linesOf(file: ExampleFile): string[] {
  if (file.is === 'deleted') return [];
  if (file.is === 'new') return marked(file.text.replace(/\n$/, '').split('\n'), ' ');
  return file.hunks.flatMap((hunk, index) => [
    ...(index > 0 ? ['…'] : []),
    ...hunk.flatMap(({ sign, text }) => marked([text], sign)),
  ]);
}

const marked = (lines: readonly string[], sign: string) =>
  lines.length === 1 && lines[0] === '' ? [] : lines.map((line) => `${sign} ${line}`.trimEnd());

/** A line, and below it carets and messages for the marks in it. */
function shown(line: string, messages: string[]): string[] {
  const { text, marks } = withoutMarks(shorter(line));
  return [
    text,
    ...marks.map(({ start, end = text.length }) => {
      const carets = '^'.repeat(Math.max(1, end - start));
      return `${' '.repeat(start)}${carets} ${messages.shift() ?? ''}`.trimEnd();
    }),
  ];
}

const LONGEST = 160;
const ALIKE = 3;

/** Where only the length matters, the number is clearer than the text. */
function shorter(line: string): string {
  const text = line.replace(/(\w)\1{39,}/g, (run) => `${run.slice(0, 10)}… (${run.length} times)`);
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Of many lines that differ in a number only, the first ones and how many follow. */
function fewer(lines: readonly string[]): string[] {
  const shapes = lines.map((line) => line.replace(/\d+/g, '0'));
  const shown: string[] = [];
  for (let at = 0; at < lines.length;) {
    let end = at + 1;
    while (end < lines.length && shapes[end] === shapes[at]) end++;
    const left = end - at - ALIKE;
    shown.push(...lines.slice(at, left > 1 ? at + ALIKE : end));
    if (left > 1) shown.push(`… and ${left} more like these`);
    at = end;
  }
  return shown;
}
