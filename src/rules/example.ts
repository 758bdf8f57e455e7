import type { Example, ExampleFile, ExampleText, HunkLine } from '../model/rule.js';

/**
 * Writes an example of a rule: changes to the small valid project in `tests/rules/minimal-project.ts`.
 *
 *     bad`
 *         // src/providers/weather/api/get-forecast.ts
 *         export const getForecast = () => ‹fetch('https://api.weather.dev')›;
 *
 *         // package.json, changed
 *         -   "type": "module",
 *         +   "type": ‹"commonjs"›,
 *         …
 *             "zod": "4.6.7"
 *
 *         // src/providers/index.ts, unchanged
 *         ‹export›
 *
 *         // .gitignore, deleted
 *     `.finds('First message.', 'Second message.', 'Third message.')
 *
 * - A comment with a path begins a file: its whole text follows, or what of it is `changed`.
 * - A change is written as in a diff: `- ` before lines that go, `+ ` before new ones, two spaces before lines that stay
 *   and show where the change belongs. Together they are whole lines that occur once in the file. `…` separates changes.
 *   `unchanged` files show lines as they are, only with marks.
 * - `‹` and `›` mark the place of a finding; without `›` only its start is compared. `finds` has the messages, in the order
 *   of the report: by path and position, then by message. A message that begins with "Cannot determine" marks a finding
 *   that is not proven.
 * - The text is indented as suits the rule's file. Backslashes are what they are, except in `` \` `` and `\${`. A value put
 *   in with `${…}` is not indented: use it for hostile characters and for what is too long to read.
 * - `` bad`…`.fixed`…` `` shows in the same form what `--fix` changes in the files of `bad`; `ok` has no finding.
 */
export const project = (
  strings: TemplateStringsArray,
  ...values: readonly string[]
): ExampleText => ({ strings: strings.raw, values });

export const ok = (...template: Template): Example => ({ ok: project(...template) });

export const bad = (...template: Template): BadExample =>
  withFindings({ bad: project(...template) });

type Template = Parameters<typeof project>;
type Bad = Exclude<Example, { ok: ExampleText }>;

interface BadExample {
  fixed(...template: Template): BadExample;
  /** All further places that the findings show, as `path:line:column message`. */
  related(...places: string[]): BadExample;
  finds(...messages: string[]): Example;
}

const withFindings = (example: Omit<Bad, 'finds'>): BadExample => ({
  fixed: (...template) => withFindings({ ...example, fixed: project(...template) }),
  related: (...related) => withFindings({ ...example, related }),
  finds: (...finds) => ({ ...example, finds }),
});

const HEAD = /^\/\/ (?!\S*:\/\/)(\S*[./]\S*|Dockerfile)(?:, (changed|unchanged|deleted))?$/;
const LEFT_OUT = '…';

/** The files of an example, marks included. */
export function exampleFiles(text: ExampleText): ExampleFile[] {
  const files: { path: string; form: string; lines: string[] }[] = [];
  for (const line of linesOf(text)) {
    const [head, path, form = 'new'] = HEAD.exec(line) ?? [];
    if (head !== undefined && path !== undefined) files.push({ path, form, lines: [] });
    else if (files.length > 0) files.at(-1)?.lines.push(line);
    else if (line !== '') throw new Error(`"${line}" is before the first path of an example.`);
  }
  return files.map(({ path, form, lines }) => {
    while (lines.at(-1) === '') lines.pop();
    if (form === 'deleted') return { path, is: 'deleted' };
    if (form === 'new') return { path, is: 'new', text: lines.map((line) => `${line}\n`).join('') };
    return { path, is: 'changed', hunks: hunksOf(lines, form === 'unchanged') };
  });
}

function hunksOf(lines: readonly string[], unchanged: boolean): HunkLine[][] {
  const hunks: HunkLine[][] = [[]];
  for (const line of lines) {
    if (line === LEFT_OUT) hunks.push([]);
    else if (unchanged) hunks.at(-1)?.push({ sign: ' ', text: line });
    else {
      const [, sign = ' ', text = ''] = /^(?:([-+ ])(?: |$))?(.*)$/s.exec(line) ?? [];
      hunks.at(-1)?.push({ sign: sign as HunkLine['sign'], text }); // guaranteed by the expression
    }
  }
  return hunks;
}

/** Without the indentation that all lines share, and with the values in their places. */
function linesOf({ strings, values }: ExampleText): string[] {
  const parts = strings.map((each) => each.replace(/\\([`$])/g, '$1'));
  const raw = parts.join('\0').replace(/^ *\n/, '').replace(/\n *$/, '').split('\n');
  const margins = raw.filter((line) => line.trim() !== '').map((line) => line.search(/[^ ]/));
  const margin = Math.min(...margins, Infinity);
  let used = 0;
  const text = raw.map((line) => line.slice(margin)).join('\n');
  return text.replaceAll('\0', () => values[used++] ?? '').split('\n');
}

/** The text of lines without the marks of findings, and where these were; an end that is not marked is undefined. */
export function withoutMarks(marked: string): { text: string; marks: ExampleMark[] } {
  const marks: ExampleMark[] = [];
  const open: ExampleMark[] = [];
  let text = '';
  for (const part of marked.split(/([‹›])/)) {
    if (part === '‹') {
      const mark = { start: text.length, end: undefined };
      marks.push(mark);
      open.push(mark);
    } else if (part === '›') {
      const mark = open.pop();
      if (mark) mark.end = text.length;
    } else text += part;
  }
  return { text, marks };
}

export interface ExampleMark {
  start: number;
  end: number | undefined;
}
