import type { Finding } from '../../model/finding.js';
import type { ValidationReport } from '../../model/reporter.js';
import { pluralize } from '../../model/text/pluralize.js';
import type { Paint } from '../../model/ui.js';

export const errorsIn = ({ findings }: ValidationReport) =>
  findings.filter(({ severity }) => severity === 'error').length;

/** Returns a text such as `2 errors and 1 warning in 2 files`. */
function totalsText(report: ValidationReport): string {
  const errors = errorsIn(report);
  const warnings = report.findings.length - errors;
  const files = new Set(report.findings.map(({ file }) => file)).size;
  const parts = [
    ...(errors > 0 ? [pluralize(errors, 'error')] : []),
    ...(warnings > 0 ? [pluralize(warnings, 'warning')] : []),
  ];
  return `${parts.join(' and ')} in ${pluralize(files, 'file')}`;
}

/** Returns a text such as `2 errors and 1 warning in 2 files (1 provider, 5 tools, 73 rules).` */
export function outcomeText(report: ValidationReport, paint?: Paint): string {
  const { findings, failures, checked: reportCounts, rules } = report;
  const activeRules = rules.filter(({ setting }) => setting !== 'off').length;
  const scope = [
    pluralize(reportCounts.providers.length, 'provider'),
    pluralize(reportCounts.tools, 'tool'),
    pluralize(activeRules, 'rule'),
  ].join(', ');
  const [style, findingsText] =
    findings.length > 0
      ? [errorsIn(report) > 0 ? paint?.red : paint?.yellow, totalsText(report)]
      : failures.length > 0
        ? [undefined, 'No other problems found']
        : [paint?.green, 'No problems found'];
  return `${style?.(findingsText) ?? findingsText} (${scope}).`;
}

type FixParts = { [Key in 'fix' | 'creates']?: Finding[Key] | undefined };

/** Returns whether `--fix` corrects the finding. */
export const isFixable = ({ fix, creates }: FixParts): boolean =>
  fix !== undefined || creates !== undefined;

/** Returns the most useful option of `validate` now; undefined without findings. */
export function nextOption(report: ValidationReport): string | undefined {
  if (report.findings.some(isFixable)) return '--fix';
  const first = firstFinding(report);
  return first && `--explain ${first.rule}`;
}

/** Returns the finding to correct first, because others can be consequences of a syntax error. */
export const firstFinding = ({ findings }: ValidationReport): Finding | undefined =>
  findings.find(({ rule }) => rule === 'configuration/syntax-error') ??
  findings.find(({ severity }) => severity === 'error') ??
  findings[0];
