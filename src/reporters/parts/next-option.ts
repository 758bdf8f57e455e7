import type { Finding } from '../../model/finding.js';
import type { ValidationReport } from '../../model/reporter.js';

type Fixes = { [Key in 'fix' | 'creates']?: Finding[Key] | undefined };

/** Whether `--fix` corrects it. */
export const isFixable = ({ fix, creates }: Fixes): boolean =>
  fix !== undefined || creates !== undefined;

/** The one option of `validate` that helps now; undefined without findings. */
export function nextOption(report: ValidationReport): string | undefined {
  if (report.findings.some(isFixable)) return '--fix';
  const first = firstFinding(report);
  return first && `--explain ${first.rule}`;
}

/** What should be corrected first: others can be consequences of a syntax error. */
export const firstFinding = ({ findings }: ValidationReport): Finding | undefined =>
  findings.find(({ rule }) => rule === 'configuration/syntax-error') ??
  findings.find(({ severity }) => severity === 'error') ??
  findings[0];
