import type { Finding } from '../../model/finding.js';
import type { ValidationReport } from '../../model/reporter.js';

type Fixes = { [Key in 'fix' | 'creates']?: Finding[Key] | undefined };

/** Whether `--fix` corrects it. */
export const isFixable = ({ fix, creates }: Fixes): boolean =>
  fix !== undefined || creates !== undefined;

/** The one option of `validate` that helps now; undefined without findings. */
export function nextOption({ findings }: ValidationReport): string | undefined {
  if (findings.some(isFixable)) return '--fix';
  const first = findings.find(({ severity }) => severity === 'error') ?? findings[0];
  return first && `--explain ${first.rule}`;
}
