import { CliError } from '../../model/errors/cli-error.js';
import type { Finding } from '../../model/finding.js';
import type { HostFiles } from '../../model/host.js';
import type { RelPath } from '../../model/path.js';
import { realLocation } from '../../plan/location.js';
import type { CheckedProject } from './check.js';
import { wayDown } from './scope.js';

/** The path of a file of a project, from the directory that is checked. */
export function fromBase(base: string, root: string, path: string) {
  const way = wayDown(base, root);
  // Read from the disk below the base.
  return (way === '' ? path : `${way}/${path}`) as RelPath;
}

/** A project whose findings have no fix in files that links lead to out of `base`: these are never changed. */
export async function withFixesInside(
  files: HostFiles,
  base: string,
  { project, report }: CheckedProject,
  refuse: (error: CliError) => void = () => undefined,
): Promise<CheckedProject> {
  const outside = new Set<string>();
  for (const path of new Set(report.findings.flatMap(changedBy))) {
    try {
      await realLocation(files, base, fromBase(base, project.root, path));
    } catch (error) {
      if (!(error instanceof CliError)) throw error;
      outside.add(path);
      refuse(error);
    }
  }
  const findings = report.findings.map((finding) => {
    if (!changedBy(finding).some((path) => outside.has(path))) return finding;
    const unfixed = { ...finding };
    delete unfixed.fix;
    delete unfixed.creates;
    return unfixed;
  });
  return { project, report: { ...report, findings } };
}

const changedBy = ({ creates, fix = [] }: Finding): string[] => [
  ...(creates === undefined ? [] : [creates]),
  ...fix.map(({ file }) => file),
];
