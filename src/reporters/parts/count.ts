import { counted } from '../../model/counted.js';
import type { ValidationReport } from '../../model/reporter.js';

export const errorsIn = ({ findings }: ValidationReport) =>
  findings.filter(({ severity }) => severity === 'error').length;

/** `2 errors and 1 warning in 2 files` */
export function totals(report: ValidationReport): string {
  const errors = errorsIn(report);
  const warnings = report.findings.length - errors;
  const files = new Set(report.findings.map(({ file }) => file)).size;
  const parts = [
    ...(errors > 0 ? [counted(errors, 'error')] : []),
    ...(warnings > 0 ? [counted(warnings, 'warning')] : []),
  ];
  return `${parts.join(' and ')} in ${counted(files, 'file')}`;
}
