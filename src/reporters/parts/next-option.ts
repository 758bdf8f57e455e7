import type { ValidationReport } from '../../model/reporter.js';

/** The one option of `validate` that helps now; undefined without findings. */
export function nextOption({ findings }: ValidationReport): string | undefined {
  if (findings.some(({ fix }) => fix)) return '--fix';
  const first = findings.find(({ severity }) => severity === 'error') ?? findings[0];
  return first && `--explain ${first.rule}`;
}
