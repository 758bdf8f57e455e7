import type { Finding } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import type { Failure, ValidationReport } from '../model/reporter.js';
import { inOrder } from './order.js';

/** The report of a project in a subfolder, as seen from above: `prefix` is the way from `root` to it, or `''`. */
export function seenFrom(root: string, prefix: string, report: ValidationReport): ValidationReport {
  if (prefix === '') return { ...report, root };
  // Two paths that lead straight down, one below the other.
  const moved = (path: string) => `${prefix}/${path}` as RelPath;
  const finding = (each: Finding): Finding => ({
    ...each,
    file: moved(each.file),
    ...(each.related && {
      related: each.related.map((place) => ({ ...place, file: moved(place.file) })),
    }),
    ...(each.creates !== undefined && { creates: moved(each.creates) }),
    ...(each.fix && { fix: each.fix.map((edit) => ({ ...edit, file: moved(edit.file) })) }),
  });
  const texts = Object.entries(report.texts).map(([path, text]) => [moved(path), text] as const);
  return {
    ...report,
    root,
    findings: report.findings.map(finding),
    texts: Object.fromEntries(texts),
  };
}

/**
 * Reports of several projects, each as `seenFrom` one root, in one. Providers of the same name stay apart by the name of
 * their project.
 */
export function merged(
  reports: readonly (readonly [project: string, ValidationReport])[],
): ValidationReport {
  const [first] = reports;
  if (!first) throw new RangeError('There is nothing to merge.');
  if (reports.length === 1) return first[1];
  const qualified = reports.map(([project, report]) => {
    const name = (provider: string) => `${project}: ${provider}`;
    return {
      ...report,
      findings: report.findings.map((each) =>
        each.provider === undefined ? each : { ...each, provider: name(each.provider) },
      ),
      failures: report.failures.map((each): Failure => ({ ...each, subject: name(each.subject) })),
      checked: { ...report.checked, providers: report.checked.providers.map(name) },
    };
  });
  const sum = (count: (report: ValidationReport) => number) =>
    qualified.reduce((total, report) => total + count(report), 0);
  return {
    ...first[1],
    findings: inOrder(qualified.flatMap(({ findings }) => findings)),
    failures: qualified.flatMap(({ failures }) => failures),
    checked: {
      providers: qualified.flatMap(({ checked }) => checked.providers),
      files: sum(({ checked }) => checked.files),
      tools: sum(({ checked }) => checked.tools),
    },
    texts: Object.fromEntries(qualified.flatMap(({ texts }) => Object.entries(texts))),
  };
}
