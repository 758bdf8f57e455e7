import { join, relative, sep } from 'node:path';
import type { Finding, Region } from '../model/finding.js';
import type { Reporter, ReportView, ValidationReport } from '../model/reporter.js';
import { cutToWidth, textWidth } from '../model/text/text-width.js';
import type { Paint } from '../model/ui.js';
import { isFixable, nextOption, outcomeText } from './parts/outcome.js';
import { visibleLine, wrapLine } from './parts/visible.js';

const INDENT = '  ';
const MAX_COLUMNS = 120;

export default {
  summary: 'for the terminal, the default',
  render(report, view) {
    const page = new PrettyPage(report, view);
    const blocks = report.findings.map((finding) => page.block(finding).join('\n'));
    const end = [...failures(report, view), outcomeText(report, view.paint), ...nextLines(report)];
    return `${[...blocks, end.join('\n')].join('\n\n')}\n`;
  },
} satisfies Reporter;

class PrettyPage {
  readonly #columns: number;
  readonly #lines = new Map<string, readonly string[]>();

  constructor(
    readonly report: ValidationReport,
    readonly view: ReportView,
  ) {
    this.#columns = Math.min(Math.max(view.columns, 40), MAX_COLUMNS);
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

  /** Returns `path:line:column`, which terminals can open. */
  #place({ file, region }: Finding): string {
    const path = relative(this.view.cwd, join(this.report.root, file)).split(sep).join('/');
    return visibleLine(`${path}:${region.startLine}:${region.startColumn}`);
  }

  #text(text: string): string[] {
    const availableColumns = this.#columns - INDENT.length;
    return wrapLine(visibleLine(text), availableColumns).map((line) => INDENT + line);
  }

  #frame({ file, region }: Finding): string[] {
    let lines = this.#lines.get(file);
    if (!lines) {
      lines = splitLines(this.report.texts[file] ?? '');
      this.#lines.set(file, lines);
    }
    const availableColumns = this.#columns - 2 * INDENT.length;
    return excerptLines(lines, region, availableColumns, this.view.paint).map(
      (line) => INDENT.repeat(2) + line,
    );
  }
}

function failures({ failures: ruleFailures }: ValidationReport, { paint }: ReportView): string[] {
  return ruleFailures.map(({ rule, subject, error }) =>
    paint.red(
      visibleLine(
        `The rule "${rule}" failed on "${subject}", so its findings are unknown: ${error}`,
      ),
    ),
  );
}

function nextLines(report: ValidationReport): string[] {
  const option = nextOption(report);
  if (option === undefined) return [];
  const { findings } = report;
  const fixable = findings.filter(isFixable).length;
  if (fixable === 0) return [`Run with "${option}" for details.`];
  if (fixable < findings.length) return [`Run with "--fix" to correct ${fixable} of them.`];
  return [`Run with "--fix" to correct ${fixable === 1 ? 'it' : 'all of them'}.`];
}

/** Maximum number of lines that are shown of a region. */
const MAX_REGION_LINES = 6;

/**
 * Returns the lines of a region with their numbers, marks below its first line, and the previous
 * and the next line; empty if there is nothing to show.
 */
function excerptLines(
  lines: readonly string[],
  region: Region,
  columns: number,
  paint: Paint,
): string[] {
  const { startLine: first } = region;
  const end =
    region.endColumn === 1 && region.endLine > first ? region.endLine - 1 : region.endLine;
  const last = Math.min(end, first + MAX_REGION_LINES - 1);
  const width = String(last + 1).length;
  const availableColumns = columns - width - 5;
  const lineNumbers = [first - 1, ...numbers(first + 1, last), last + 1].filter((number) =>
    isShown(lines, number),
  );
  const indent = Math.min(
    ...[first, ...lineNumbers].map((number) => lineIndent(lines[number - 1] ?? '')),
  );
  const shownLines = excerpt(lines, region, availableColumns, indent);
  if (!shownLines) return [];
  const numberLine = (number: number, text: string) => {
    const isMarked = number >= first && number <= last;
    const head = `${isMarked ? '>' : ' '} ${String(number).padStart(width)} |`;
    return `${isMarked ? paint.red(head) : paint.dim(head)} ${text}`.trimEnd();
  };
  const otherLine = (number: number) =>
    numberLine(number, cutLine((lines[number - 1] ?? '').slice(indent), availableColumns));
  // If the beginning of a line is cut, other lines would not be aligned with it.
  const otherLines = shownLines.cut ? [] : lineNumbers;
  return [
    ...otherLines.filter((number) => number < first).map(otherLine),
    numberLine(first, shownLines.line),
    `${paint.dim(`  ${' '.repeat(width)} |`)} ${paint.red(shownLines.marks)}`,
    ...otherLines.filter((number) => number > first).map(otherLine),
  ];
}

const numbers = (firstNumber: number, lastNumber: number) =>
  Array.from(
    { length: Math.max(0, lastNumber - firstNumber + 1) },
    (_, index) => firstNumber + index,
  );

/** Returns whether the excerpt shows a line; the empty one at the end of a text is none. */
const isShown = (lines: readonly string[], number: number) =>
  number >= 1 && number <= lines.length && !(number === lines.length && lines[number - 1] === '');

const lineIndent = (line: string) =>
  line.trim() === '' ? Infinity : (/^\s*/.exec(line)?.[0].length ?? 0);

interface LineExcerpt {
  line: string;
  /** Blanks, then a mark below each column of the region. */
  marks: string;
  /** Whether the beginning of the line is cut by more than its indentation. */
  cut: boolean;
}

/** Columns that stay visible before the region if its line is cut. */
const LEAD_COLUMNS = 20;

/** Maximum distance in characters; more is not visible in any terminal, and a line may have millions. */
const MAX_DISTANCE = 1_000;

/** UTF-16 units looked at per column: a character may carry endless combining marks. */
const MAX_UNITS_PER_COLUMN = 8;

export const splitLines = (text: string): readonly string[] => text.split(/\r\n|\n|\r/);

/**
 * Returns the first line of a region without excessive indentation, cut to a number of columns;
 * undefined for blank lines.
 */
export function excerpt(
  lines: readonly string[],
  region: Region,
  columns: number,
  indent = Infinity,
): LineExcerpt | undefined {
  const source = lines[region.startLine - 1];
  if (source === undefined || source.trim() === '') return undefined;
  const start = region.startColumn - 1;
  const stop = region.endLine === region.startLine ? region.endColumn - 1 : source.length;
  const end = Math.min(Math.max(stop, start), start + MAX_DISTANCE);
  const margin = Math.min(/^\s*/.exec(source)?.[0].length ?? 0, indent);
  const firstShown = Math.min(margin, start);
  const leadingText = source.slice(Math.max(firstShown, start - MAX_DISTANCE), start);
  const isFarRight = textWidth(visibleLine(leadingText)) > columns / 2;
  const textBefore = isFarRight ? visibleEnd(leadingText) : visibleLine(leadingText);
  const markedText = visibleLine(source.slice(start, end));
  const line = cutToWidth(
    textBefore + markedText + visibleLine(source.slice(end, end + MAX_DISTANCE)),
    columns,
  );
  const availableColumns = Math.max(1, textWidth(line) - textWidth(textBefore));
  const marks =
    ' '.repeat(textWidth(textBefore)) +
    '^'.repeat(Math.min(availableColumns, textWidth(markedText) || 1));
  return { line, marks, cut: isFarRight };
}

function visibleEnd(text: string): string {
  let tail = '';
  for (const character of Array.from(
    text.slice(-LEAD_COLUMNS * MAX_UNITS_PER_COLUMN),
    visibleLine,
  ).reverse()) {
    if (textWidth(tail) + textWidth(character) > LEAD_COLUMNS) break;
    tail = character + tail;
  }
  return `…${tail}`;
}

const cutLine = (line: string, columns: number): string =>
  cutToWidth(visibleLine(line.slice(0, MAX_DISTANCE)), columns);
