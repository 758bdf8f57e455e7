import { join, relative, sep } from 'node:path';
import type { Finding } from '../model/finding.js';
import type { Reporter, ReportView, ValidationReport } from '../model/reporter.js';
import { outcome } from './parts/count.js';
import { excerpt, linesOf } from './parts/excerpt.js';
import { grouped } from './parts/grouped.js';
import { visible, wrapped } from './parts/visible.js';

const INDENT = '  ';
const WIDEST = 120;

export default {
  summary: 'for people, where nothing else is said',
  render(report, view) {
    const columns = Math.min(Math.max(view.columns, 40), WIDEST);
    const byFile = grouped(report.findings, ({ file }) => file);
    const blocks = Array.from(byFile, ([file, found]) => {
      const head = view.paint.bold(visible(pathOf(report, file, view)));
      const source = linesOf(report.texts[file] ?? '');
      const each = found.map((finding) => lines(finding, source, view, columns).join('\n'));
      return [head, each.join('\n\n')].join('\n');
    });
    const end = [...failures(report, view), outcome(report, view.paint), ...next(report)];
    return `${[...blocks, end.join('\n')].join('\n\n')}\n`;
  },
} satisfies Reporter;

function pathOf({ root }: ValidationReport, file: string, { cwd }: ReportView): string {
  return relative(cwd, join(root, file)).split(sep).join('/');
}

function lines(
  { severity, unseen, message, hint, rule, region }: Finding,
  source: readonly string[],
  { paint }: ReportView,
  columns: number,
): string[] {
  const place = `${region.startLine}:${region.startColumn}`;
  const label =
    severity === 'error' ? paint.red('error') : paint.yellow(unseen ? 'unseen' : 'warning');
  const inner = INDENT.repeat(2);
  const room = columns - inner.length;
  const code = excerpt(source, region, room - 2);
  return [
    `${INDENT}${paint.dim(place)} ${label} ${paint.dim(rule)}`,
    ...wrapped(visible(message), room).map((line) => inner + line),
    ...(code
      ? [
          `${inner}${paint.dim('|')} ${code.line}`,
          `${inner}${paint.dim('|')} ${paint.red(code.marks)}`,
        ]
      : []),
    ...wrapped(visible(hint), room).map((line) => inner + paint.cyan(line)),
  ];
}

function failures({ failures: broken }: ValidationReport, { paint }: ReportView): string[] {
  return broken.map(({ rule, subject, error }) =>
    paint.red(
      visible(`The rule "${rule}" broke on ${subject}, what it would find is not known: ${error}`),
    ),
  );
}

/** The one flag that helps now. */
function next({ findings }: ValidationReport): string[] {
  const first = findings.find(({ severity }) => severity === 'error') ?? findings[0];
  if (!first) return [];
  const fixable = findings.filter(({ fix }) => fix).length;
  if (fixable === 0) return [`"--explain ${first.rule}" says more.`];
  if (fixable < findings.length) return [`"--fix" repairs ${fixable} of them.`];
  return [`"--fix" repairs ${fixable === 1 ? 'it' : 'all of them'}.`];
}
