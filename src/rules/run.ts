import type { Finding, RuleId } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import type { Project } from '../model/project.js';
import type { Failure } from '../model/reporter.js';
import type { Fix, ReportFinding, Rule, Rules, RunOptions, Setting } from '../model/rule.js';
import { lineAndColumn, type SourceRange } from '../model/source-range.js';
import { byCodeUnit } from '../model/text/by-code-unit.js';
import { configuredSettings, ruleSettings } from './settings.js';
import { suppressionsIn, withoutSuppressed } from './suppressions.js';

interface RuleRunOutcome {
  /** Findings sorted by file, position and rule, without suppressed ones. */
  findings: readonly Finding[];
  /** Failures, one for each rule that failed. */
  failures: readonly Failure[];
  settings: ReadonlyMap<string, Setting>;
}

/** Runs rules over a project. */
export function run(project: Project, rules: Rules, options: RunOptions = {}): RuleRunOutcome {
  const configuredByProject = configuredSettings(project);
  const settings = ruleSettings(rules, configuredByProject, options);
  const isChosen = (provider: string | undefined) =>
    !options.providers || (provider !== undefined && options.providers.has(provider));
  const providers = project.providers.filter(({ name }) => isChosen(name));
  const findings: Finding[] = [];
  const failures = new Map<string, Failure>();

  const reporterOf = (id: RuleId): ReportFinding => {
    const severity = settings.get(id) === 'error' ? 'error' : 'warning';
    return (range, message, hint, fix) => {
      const provider = providerAt(project, range);
      if (!isChosen(provider)) return;
      findings.push({
        rule: id,
        severity,
        message,
        hint,
        file: range.file.path as RelPath, // the file was read from disk below the root
        region: findingRegion(range),
        ...(provider !== undefined && { provider }),
        ...findingFix(fix),
      });
    };
  };
  // The keys of the table are rule ids.
  const selectedRules = (Object.entries(rules) as [RuleId, Rule][])
    .filter(([id]) => settings.get(id) !== 'off' && (options.onlyRules?.has(id) ?? true))
    .map(([id, rule]) => ({ id, rule, report: reporterOf(id) }));
  const providerRules = selectedRules.filter(({ rule }) => rule.provider);
  const moduleRules = selectedRules.filter(({ rule }) => rule.module);

  /** Runs a check, unless the rule has failed before; the findings of a failed rule are unknown. */
  function runGuarded(id: RuleId, subject: string, check: () => void): void {
    if (failures.has(id)) return;
    try {
      check();
    } catch (error) {
      failures.set(id, { rule: id, subject, error: String(error) });
    }
  }

  for (const provider of providers) {
    for (const { id, rule, report } of providerRules)
      runGuarded(id, provider.name, () => rule.provider?.(provider, report));
    for (const module of provider.modules)
      for (const { id, rule, report } of moduleRules)
        runGuarded(id, provider.name, () => rule.module?.(module, report, provider));
    for (const module of provider.modules) module.forget();
  }
  for (const { id, rule, report } of selectedRules)
    if (rule.project) runGuarded(id, 'the project', () => rule.project?.(project, report));
  const { submission } = options;
  if (submission)
    for (const { id, rule, report } of selectedRules)
      runGuarded(id, 'the project', () => rule.submission?.(project, report, submission));
  const suppressions = suppressionsIn(project);
  const unsuppressedFindings = withoutSuppressed(findings, suppressions);
  findings.length = 0;
  const completeRules = new Set<string>(
    selectedRules.map(({ id }) => id).filter((id) => !failures.has(id)),
  );
  const results = {
    project,
    suppressions,
    settings: configuredByProject,
    rules: Object.keys(rules),
    complete: completeRules,
  };
  for (const { id, rule, report } of selectedRules)
    if (rule.run) runGuarded(id, 'the run', () => rule.run?.(results, report));
  return {
    findings: sortFindings([...unsuppressedFindings, ...withoutSuppressed(findings, suppressions)]),
    failures: [...failures.values()],
    settings,
  };
}

/** Returns the provider whose directory, test or configuration entry contains a range. */
function providerAt(project: Project, { file, start }: SourceRange): string | undefined {
  const [, name] = /^(?:src\/providers|tests)\/([^/]+?)(?:\/|\.test\.\w+$)/.exec(file.path) ?? [];
  if (name !== undefined) return name;
  if (file !== project.config?.file) return undefined;
  for (const [key, { keyRange, range: entryRange }] of project.config.get('providers')?.members ??
    [])
    if (keyRange.start <= start && start <= entryRange.end) return key;
  return undefined;
}

function findingRegion({ file, start, end }: SourceRange): Finding['region'] {
  const [startPosition, endPosition] = [lineAndColumn(file, start), lineAndColumn(file, end)];
  return {
    startLine: startPosition.line,
    startColumn: startPosition.column,
    endLine: endPosition.line,
    endColumn: endPosition.column,
  };
}

function findingFix(fix: Fix | undefined): Pick<Finding, 'fix' | 'creates'> {
  if (!fix) return {};
  // Rules use paths of the project.
  if ('creates' in fix) return { creates: fix.creates as RelPath };
  return {
    fix: fix.map(({ at: { file, start, end }, text }) => ({
      file: file.path as RelPath,
      start,
      end,
      // Inserted text gets the line ends of the file.
      text: file.text.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text,
    })),
  };
}

/** Returns findings sorted by file, position, rule and message. */
export const sortFindings = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted(
    (a, b) =>
      byCodeUnit(a.file, b.file) ||
      a.region.startLine - b.region.startLine ||
      a.region.startColumn - b.region.startColumn ||
      byCodeUnit(a.rule, b.rule) ||
      byCodeUnit(a.message, b.message),
  );
