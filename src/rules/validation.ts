import { servedDefinitionsOf } from '../kinds/contract-of.js';
import type { Finding, Region, RuleId } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import type { Project } from '../model/project.js';
import type { Failure, ReportedRule, ValidationReport } from '../model/reporter.js';
import type { Rule, Rules, RunOptions, Setting } from '../model/rule.js';
import { version } from '../model/version.gen.js';
import { run, sortFindings } from './run.js';
import { appliesTo } from './settings.js';

/** Runs rules over a project and returns the whole report as data. */
export function validationReport(
  project: Project,
  rules: Rules,
  options: RunOptions = {},
): ValidationReport {
  const { findings, failures, settings } = run(project, rules, options);
  const providers = project.providers.filter(({ name }) => options.providers?.has(name) ?? true);
  const hiddenRegions = (path: string) =>
    findings.flatMap(({ rule, file, region }) =>
      file === path && rules[rule]?.hidesPlaces ? [region] : [],
    );
  const texts = [...new Set(findings.map(({ file }) => file))].map(
    (path) => [path, maskRegions(project.text(path)?.text ?? '', hiddenRegions(path))] as const,
  );
  return {
    root: project.root,
    tool: { name: 'create-mcp-provider', version },
    rules: reportedRules(rules, settings, options),
    findings,
    failures,
    checked: {
      providers: providers.map(({ name }) => name),
      files: project.parsed.modules.length,
      tools: providers.reduce(
        (count, provider) =>
          count +
          provider.definitions.filter(({ kind }) => kind === 'tool').length +
          servedDefinitionsOf(provider).tools.length,
        0,
      ),
    },
    texts: Object.fromEntries(texts),
  };
}

/** Returns a text with asterisks in these regions; lines and columns stay as they are. */
function maskRegions(text: string, regions: readonly Region[]): string {
  if (regions.length === 0) return text;
  const lines = text.split('\n');
  for (const { startLine, startColumn, endLine, endColumn } of regions)
    for (let line = startLine; line <= endLine; line++) {
      const lineText = lines[line - 1] ?? '';
      const start = line === startLine ? startColumn - 1 : 0;
      const end = line === endLine ? endColumn - 1 : lineText.length;
      lines[line - 1] = lineText.slice(0, start) + '*'.repeat(end - start) + lineText.slice(end);
    }
  return lines.join('\n');
}

const reportedRules = (
  rules: Rules,
  settings: ReadonlyMap<string, Setting>,
  { onlyRules, submission }: RunOptions,
): ReportedRule[] =>
  Object.entries<Rule>(rules).map(([id, rule]) => {
    const { severity, summary, why, source, limits, securitySeverity } = rule;
    const setting = settings.get(id) ?? severity;
    const isChanged = setting !== severity && appliesTo(rule, submission?.directory);
    return {
      id: id as RuleId, // the keys of the table are rule ids
      setting: onlyRules && !onlyRules.has(id) ? 'off' : setting,
      words: {
        severity,
        summary,
        why,
        ...(limits !== undefined && { limits }),
        ...(source && { source }),
        ...(securitySeverity !== undefined && { securitySeverity }),
      },
      ...((onlyRules?.has(id) ?? isChanged) && { isSet: true }),
    };
  });

/**
 * Returns the report of a project in a subfolder with paths relative to `root`; `prefix` is the
 * path of the project from there, or `''`.
 */
export function relativeReport(
  root: string,
  prefix: string,
  report: ValidationReport,
): ValidationReport {
  if (prefix === '') return { ...report, root };
  // Both paths are below `root`, so joining them is safe.
  const prefixedPath = (path: string) => `${prefix}/${path}` as RelPath;
  const finding = (ownFinding: Finding): Finding => ({
    ...ownFinding,
    file: prefixedPath(ownFinding.file),
    ...(ownFinding.creates !== undefined && { creates: prefixedPath(ownFinding.creates) }),
    ...(ownFinding.fix && {
      fix: ownFinding.fix.map((edit) => ({ ...edit, file: prefixedPath(edit.file) })),
    }),
  });
  const texts = Object.entries(report.texts).map(
    ([path, text]) => [prefixedPath(path), text] as const,
  );
  return {
    ...report,
    root,
    findings: report.findings.map(finding),
    texts: Object.fromEntries(texts),
  };
}

/**
 * Merges the reports of several projects into one. All paths are relative to one root. Providers with the same name are distinguished by their project.
 */
export function mergeReports(
  reports: readonly (readonly [project: string, ValidationReport])[],
): ValidationReport {
  const [first] = reports;
  if (!first) throw new RangeError('There is nothing to merge.');
  if (reports.length === 1) return first[1];
  const qualifiedReports = reports.map(([project, report]) => {
    const name = (provider: string) => `${project}: ${provider}`;
    return {
      ...report,
      findings: report.findings.map((reportedFinding) =>
        reportedFinding.provider === undefined
          ? reportedFinding
          : { ...reportedFinding, provider: name(reportedFinding.provider) },
      ),
      failures: report.failures.map((failure): Failure => ({
        ...failure,
        subject: name(failure.subject),
      })),
      checked: { ...report.checked, providers: report.checked.providers.map(name) },
    };
  });
  const sum = (count: (report: ValidationReport) => number) =>
    qualifiedReports.reduce((total, report) => total + count(report), 0);
  return {
    ...first[1],
    findings: sortFindings(qualifiedReports.flatMap(({ findings }) => findings)),
    failures: qualifiedReports.flatMap(({ failures }) => failures),
    checked: {
      providers: qualifiedReports.flatMap(({ checked: reportCounts }) => reportCounts.providers),
      files: sum(({ checked }) => checked.files),
      tools: sum(({ checked }) => checked.tools),
    },
    texts: Object.fromEntries(qualifiedReports.flatMap(({ texts }) => Object.entries(texts))),
  };
}
