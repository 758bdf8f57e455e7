import { byCodeUnit } from '../model/by-code-unit.js';
import type { Finding, RuleId } from '../model/finding.js';
import type { RelPath } from '../model/path.js';
import { position, type SourceRange } from '../model/place.js';
import type { Project } from '../model/project.js';
import type { Failure } from '../model/reporter.js';
import type { Fix, Report, Rule, Rules, RunOptions, Setting } from '../model/rule.js';
import { configuredSettings, settingsOf } from './settings.js';
import { suppressionsIn, withoutSuppressed } from './suppressions.js';

export interface Outcome {
  /** In the order of files, places and rules; those that a comment suppresses are not among them. */
  findings: readonly Finding[];
  /** One for each rule that broke. */
  failures: readonly Failure[];
  settings: ReadonlyMap<string, Setting>;
}

/** Runs rules over a project. */
export function run(project: Project, rules: Rules, options: RunOptions = {}): Outcome {
  const configured = configuredSettings(project);
  const settings = settingsOf(rules, configured, options);
  // The keys of a register are the ids of its rules.
  const chosen = (Object.entries(rules) as [RuleId, Rule][]).filter(
    ([id]) => settings.get(id) !== 'off' && (options.only?.has(id) ?? true),
  );
  const isChosen = (provider: string | undefined) =>
    !options.providers || (provider !== undefined && options.providers.has(provider));
  const providers = project.providers.filter(({ name }) => isChosen(name));
  const findings: Finding[] = [];
  const failures = new Map<string, Failure>();

  /** A rule that breaks once is not asked again: what it would have found is not known. */
  function guarded(id: RuleId, subject: string, check: (report: Report) => void): void {
    if (failures.has(id)) return;
    const severity = settings.get(id) === 'error' ? 'error' : 'warning';
    try {
      check((at, message, hint, fix) => {
        const provider = providerOf(project, at);
        if (!isChosen(provider)) return;
        findings.push({
          rule: id,
          severity,
          message,
          hint,
          file: at.file.path as RelPath, // read from the disk below the root
          region: regionOf(at),
          ...(provider !== undefined && { provider }),
          ...fixOf(fix),
        });
      });
    } catch (error) {
      failures.set(id, { rule: id, subject, error: String(error) });
    }
  }

  for (const provider of providers) {
    for (const [id, rule] of chosen)
      if (rule.provider) guarded(id, provider.name, (report) => rule.provider?.(provider, report));
    for (const module of provider.modules)
      for (const [id, rule] of chosen)
        if (rule.module)
          guarded(id, provider.name, (report) => rule.module?.(module, report, provider));
    for (const module of provider.modules) module.forget();
  }
  for (const [id, rule] of chosen)
    if (rule.project) guarded(id, 'the project', (report) => rule.project?.(project, report));
  const { submission } = options;
  if (submission)
    for (const [id, rule] of chosen)
      guarded(id, 'the project', (report) => rule.submission?.(project, report, submission));
  const suppressions = suppressionsIn(project);
  const unsuppressed = withoutSuppressed(findings, suppressions);
  findings.length = 0;
  const complete = new Set<string>(chosen.map(([id]) => id).filter((id) => !failures.has(id)));
  const about = {
    project,
    suppressions,
    settings: configured,
    rules: Object.keys(rules),
    complete,
  };
  for (const [id, rule] of chosen)
    if (rule.run) guarded(id, 'the run', (report) => rule.run?.(about, report));
  return {
    findings: sortFindings([...unsuppressed, ...withoutSuppressed(findings, suppressions)]),
    failures: [...failures.values()],
    settings,
  };
}

/** The provider whose directory, test or entry in the configuration a place is in. */
function providerOf(project: Project, { file, start }: SourceRange): string | undefined {
  const [, name] = /^(?:src\/providers|tests)\/([^/]+?)(?:\/|\.test\.\w+$)/.exec(file.path) ?? [];
  if (name !== undefined) return name;
  if (file !== project.config?.file) return undefined;
  for (const [key, { keyAt, at }] of project.config.get('providers')?.members ?? [])
    if (keyAt.start <= start && start <= at.end) return key;
  return undefined;
}

function regionOf({ file, start, end }: SourceRange): Finding['region'] {
  const [from, to] = [position(file, start), position(file, end)];
  return {
    startLine: from.line,
    startColumn: from.column,
    endLine: to.line,
    endColumn: to.column,
  };
}

function fixOf(fix: Fix | undefined): Pick<Finding, 'fix' | 'creates'> {
  if (!fix) return {};
  // Paths of the project, as rules have them.
  if ('creates' in fix) return { creates: fix.creates as RelPath };
  return {
    fix: fix.map(({ at: { file, start, end }, text }) => ({
      file: file.path as RelPath,
      start,
      end,
      // The inserted text has the line ends of the file.
      text: file.text.includes('\r\n') ? text.replace(/\r?\n/g, '\r\n') : text,
    })),
  };
}

/** Findings in the order of file, place, rule and message. */
export const sortFindings = (findings: readonly Finding[]): Finding[] =>
  findings.toSorted(
    (a, b) =>
      byCodeUnit(a.file, b.file) ||
      a.region.startLine - b.region.startLine ||
      a.region.startColumn - b.region.startColumn ||
      byCodeUnit(a.rule, b.rule) ||
      byCodeUnit(a.message, b.message),
  );
