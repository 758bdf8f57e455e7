import { join, relative, sep } from 'node:path';
import type { Finding, Region } from '../model/finding.js';
import type { Reporter, ReportView, ValidationReport } from '../model/reporter.js';
import { cutToWidth, textWidth } from '../model/text-width.js';
import type { Paint } from '../model/ui.js';
import { isFixable, nextOption, outcome } from './parts/outcome.js';
import { visible, wrapLine } from './parts/visible.js';

const INDENT = '  ';
const WIDEST = 120;

export default {
  summary: 'for the terminal, the default',
  render(report, view) {
    const page = new Page(report, view);
    const blocks = report.findings.map((finding) => page.block(finding).join('\n'));
    const end = [...failures(report, view), outcome(report, view.paint), ...next(report)];
    return `${[...blocks, end.join('\n')].join('\n\n')}\n`;
  },
} satisfies Reporter;

class Page {
  readonly #columns: number;
  readonly #lines = new Map<string, readonly string[]>();

  constructor(
    readonly report: ValidationReport,
    readonly view: ReportView,
  ) {
    this.#columns = Math.min(Math.max(view.columns, 40), WIDEST);
  }

  block(finding: Finding): string[] {
    const { severity, message, hint, rule } = finding;
    const { paint } = this.view;
    const color = severity === 'error' ? paint.red : paint.yellow;
    return [
      `${paint.bold(this.#place(finding))} ${color(severity)} ${paint.dim(rule)}`,
      ...this.#text(message),
      ...this.#frame(finding),
      ...this.#text(hint).map(paint.cyan),
    ];
  }

  /** `path:line:column`, which terminals open. */
  #place({ file, region }: Finding): string {
    const path = relative(this.view.cwd, join(this.report.root, file)).split(sep).join('/');
    return visible(`${path}:${region.startLine}:${region.startColumn}`);
  }

  #text(text: string): string[] {
    const room = this.#columns - INDENT.length;
    return wrapLine(visible(text), room).map((line) => INDENT + line);
  }

  #frame({ file, region }: Finding): string[] {
    let lines = this.#lines.get(file);
    if (!lines) {
      lines = linesOf(this.report.texts[file] ?? '');
      this.#lines.set(file, lines);
    }
    const room = this.#columns - 2 * INDENT.length;
    return frame(lines, region, room, this.view.paint).map((line) => INDENT.repeat(2) + line);
  }
}

function failures({ failures: broken }: ValidationReport, { paint }: ReportView): string[] {
  return broken.map(({ rule, subject, error }) =>
    paint.red(
      visible(`The rule "${rule}" failed on "${subject}", so its findings are unknown: ${error}`),
    ),
  );
}

function next(report: ValidationReport): string[] {
  const option = nextOption(report);
  if (option === undefined) return [];
  const { findings } = report;
  const fixable = findings.filter(isFixable).length;
  if (fixable === 0) return [`Run with "${option}" for details.`];
  if (fixable < findings.length) return [`Run with "--fix" to correct ${fixable} of them.`];
  return [`Run with "--fix" to correct ${fixable === 1 ? 'it' : 'all of them'}.`];
}

/** Lines of a region that are shown; of more, the first ones. */
const MOST = 6;

/**
 * The lines of a region with their numbers, marks below its first line, and the line before and after it; empty where
 * there is nothing to show.
 */
function frame(lines: readonly string[], region: Region, columns: number, paint: Paint): string[] {
  const { startLine: first } = region;
  const end =
    region.endColumn === 1 && region.endLine > first ? region.endLine - 1 : region.endLine;
  const last = Math.min(end, first + MOST - 1);
  const width = String(last + 1).length;
  const room = columns - width - 5;
  const around = [first - 1, ...numbers(first + 1, last), last + 1].filter((number) =>
    isShown(lines, number),
  );
  const indent = Math.min(...[first, ...around].map((number) => indentOf(lines[number - 1] ?? '')));
  const shownLines = excerpt(lines, region, room, indent);
  if (!shownLines) return [];
  const numberedLine = (number: number, text: string) => {
    const isMarked = number >= first && number <= last;
    const head = `${isMarked ? '>' : ' '} ${String(number).padStart(width)} |`;
    return `${isMarked ? paint.red(head) : paint.dim(head)} ${text}`.trimEnd();
  };
  const other = (number: number) =>
    numberedLine(number, shortened((lines[number - 1] ?? '').slice(indent), room));
  // Beside a line whose beginning is cut, other lines would show other columns.
  const beside = shownLines.cut ? [] : around;
  return [
    ...beside.filter((number) => number < first).map(other),
    numberedLine(first, shownLines.line),
    `${paint.dim(`  ${' '.repeat(width)} |`)} ${paint.red(shownLines.marks)}`,
    ...beside.filter((number) => number > first).map(other),
  ];
}

const numbers = (from: number, to: number) =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);

/** A text's end is no line of its own. */
const isShown = (lines: readonly string[], number: number) =>
  number >= 1 && number <= lines.length && !(number === lines.length && lines[number - 1] === '');

const indentOf = (line: string) =>
  line.trim() === '' ? Infinity : (/^\s*/.exec(line)?.[0].length ?? 0);

interface Excerpt {
  line: string;
  /** Blanks, then a mark below each column of the region. */
  marks: string;
  /** The line does not begin at its indentation. */
  cut: boolean;
}

/** Columns left in sight before the region where its line is cut. */
const LEAD = 20;

/** Characters further off than this are out of sight in any terminal; a line may have millions. */
const FAR = 1_000;

/** Code units of a column: more are marks on one character without end. */
const LONGEST = 8;

export const linesOf = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

/** The line a region begins in, without so much indentation and cut to so many columns; undefined for blank lines. */
export function excerpt(
  lines: readonly string[],
  region: Region,
  columns: number,
  indent = Infinity,
): Excerpt | undefined {
  const source = lines[region.startLine - 1];
  if (source === undefined || source.trim() === '') return undefined;
  const start = region.startColumn - 1;
  const stop = region.endLine === region.startLine ? region.endColumn - 1 : source.length;
  const end = Math.min(Math.max(stop, start), start + FAR);
  const margin = Math.min(/^\s*/.exec(source)?.[0].length ?? 0, indent);
  const from = Math.min(margin, start);
  const leading = source.slice(Math.max(from, start - FAR), start);
  const isFar = textWidth(visible(leading)) > columns / 2;
  const before = isFar ? ending(leading) : visible(leading);
  const marked = visible(source.slice(start, end));
  const line = cutToWidth(before + marked + visible(source.slice(end, end + FAR)), columns);
  const room = Math.max(1, textWidth(line) - textWidth(before));
  const marks = ' '.repeat(textWidth(before)) + '^'.repeat(Math.min(room, textWidth(marked) || 1));
  return { line, marks, cut: isFar };
}

function ending(text: string): string {
  let tail = '';
  for (const character of Array.from(text.slice(-LEAD * LONGEST), visible).reverse()) {
    if (textWidth(tail) + textWidth(character) > LEAD) break;
    tail = character + tail;
  }
  return `…${tail}`;
}

/** A line, cut to so many columns. */
const shortened = (line: string, columns: number): string =>
  cutToWidth(visible(line.slice(0, FAR)), columns);
