import { servedBy } from '../kinds/contract-of.js';
import type { Finding, Region, RuleId } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import type { Project } from '../model/project.js';
import type { Failure, ReportedRule, ValidationReport } from '../model/reporter.js';
import type { Rule, Rules, RunOptions, Setting } from '../model/rule.js';
import { version } from '../model/version.gen.js';
import { run, sortFindings } from './run.js';
import { applies } from './settings.js';

/** Runs rules over a project and returns the whole report as data. */
export function validationReport(
  project: Project,
  rules: Rules,
  options: RunOptions = {},
): ValidationReport {
  const { findings, failures, settings } = run(project, rules, options);
  const providers = project.providers.filter(({ name }) => options.providers?.has(name) ?? true);
  const hidden = (path: string) =>
    findings.flatMap(({ rule, file, region }) =>
      file === path && rules[rule]?.hidesPlaces ? [region] : [],
    );
  const texts = [...new Set(findings.map(({ file }) => file))].map(
    (path) => [path, shownText(project.text(path)?.text ?? '', hidden(path))] as const,
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
          servedBy(provider).tools.length,
        0,
      ),
    },
    texts: Object.fromEntries(texts),
  };
}

/** A text with asterisks in these places; lines and columns stay as they are. */
function shownText(text: string, hidden: readonly Region[]): string {
  if (hidden.length === 0) return text;
  const lines = text.split('\n');
  for (const { startLine, startColumn, endLine, endColumn } of hidden)
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
  { only, submission }: RunOptions,
): ReportedRule[] =>
  Object.entries<Rule>(rules).map(([id, rule]) => {
    const { severity, summary, why, source, limits, securitySeverity } = rule;
    const setting = settings.get(id) ?? severity;
    const isChanged = setting !== severity && applies(rule, submission?.directory);
    return {
      id: id as RuleId, // the keys of a register are the ids of its rules
      setting: only && !only.has(id) ? 'off' : setting,
      words: {
        severity,
        summary,
        why,
        ...(limits !== undefined && { limits }),
        ...(source && { source }),
        ...(securitySeverity !== undefined && { securitySeverity }),
      },
      ...((only?.has(id) ?? isChanged) && { isSet: true }),
    };
  });

/** The report of a project in a subfolder, as seen from above: `prefix` is the way from `root` to it, or `''`. */
export function seenFrom(root: string, prefix: string, report: ValidationReport): ValidationReport {
  if (prefix === '') return { ...report, root };
  // Two paths that lead straight down, one below the other.
  const moved = (path: string) => `${prefix}/${path}` as RelPath;
  const finding = (each: Finding): Finding => ({
    ...each,
    file: moved(each.file),
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
export function mergeReports(
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
    findings: sortFindings(qualified.flatMap(({ findings }) => findings)),
    failures: qualified.flatMap(({ failures }) => failures),
    checked: {
      providers: qualified.flatMap(({ checked }) => checked.providers),
      files: sum(({ checked }) => checked.files),
      tools: sum(({ checked }) => checked.tools),
    },
    texts: Object.fromEntries(qualified.flatMap(({ texts }) => Object.entries(texts))),
  };
}
