import type { Finding, RuleId } from '../model/finding.js';
import type { ProjectModel } from '../model/project.js';
import type { Failure } from '../model/reporter.js';
import type { Report, Rule, Rules, Run, RunOptions, Setting } from '../model/rule.js';
import { inOrder } from './order.js';
import { reportTo } from './report.js';
import { configuredSettings, settingsOf } from './settings.js';
import { silencesIn, unsilenced } from './silences.js';

export interface Outcome {
  /** In the order of files, places and rules; what was silenced is not among them. */
  findings: readonly Finding[];
  /** One for each rule that broke. */
  failures: readonly Failure[];
  settings: ReadonlyMap<string, Setting>;
}

/**
 * Runs rules over a project. Rules on providers and files look at nothing that another provider's findings depend on, so
 * parts of a large project can run side by side, each with its own `providers`, and the outcomes be put together.
 */
export function run(project: ProjectModel, rules: Rules, options: RunOptions = {}): Outcome {
  const configured = configuredSettings(project);
  const settings = settingsOf(rules, configured, options);
  const runner = new Runner(project, settings, options);
  // The keys of a register are the ids of its rules.
  const entries = Object.entries(rules) as [RuleId, Rule][];
  const chosen = entries.filter(
    ([id, { on }]) =>
      settings.get(id) !== 'off' && (on === 'unfollowed' || (options.only?.has(id) ?? true)),
  );
  for (const [id, rule] of chosen) runner.check(id, rule);
  for (const [id, rule] of chosen) runner.checkUnfollowed(id, rule);

  const silences = silencesIn(project);
  const findings = unsilenced(runner.findings, silences);
  const complete = new Set<string>(
    chosen.map(([id]) => id).filter((id) => !runner.failures.has(id)),
  );
  const about: Run = {
    project,
    silences: silences.filter(({ at }) => runner.concerns(at.file)),
    settings: configured,
    rules: new Set(Object.keys(rules)),
    complete,
  };
  runner.findings.length = 0;
  for (const [id, rule] of chosen) runner.review(id, rule, about);
  return {
    findings: inOrder([...findings, ...runner.findings]),
    failures: [...runner.failures.values()],
    settings,
  };
}

class Runner {
  readonly findings: Finding[] = [];
  readonly failures = new Map<string, Failure>();

  constructor(
    readonly project: ProjectModel,
    readonly settings: ReadonlyMap<string, Setting>,
    readonly options: RunOptions,
  ) {}

  check(id: RuleId, rule: Rule): void {
    const { project } = this;
    if (rule.on === 'project') {
      this.#guarded(id, 'the project', (report) => rule.check(project, report));
    } else if (rule.on === 'provider') {
      for (const provider of project.providers) {
        if (!this.#chosen(provider.name)) continue;
        this.#guarded(id, provider.name, (report) => rule.check(provider, report), provider.name);
      }
    } else if (rule.on === 'file') {
      for (const file of project.files.values()) {
        if (!this.concerns(file)) continue;
        this.#guarded(id, file.path, (report) => rule.check(file, report, project));
      }
    }
  }

  checkUnfollowed(id: RuleId, rule: Rule): void {
    if (rule.on === 'unfollowed')
      this.#guarded(id, 'the values', (report) => rule.check(this.project, report));
  }

  review(id: RuleId, rule: Rule, about: Run): void {
    if (rule.on === 'run') this.#guarded(id, 'the run', (report) => rule.check(about, report));
  }

  concerns(file: object): boolean {
    const provider = 'provider' in file ? file.provider : undefined;
    return typeof provider === 'string' ? this.#chosen(provider) : !this.options.providers;
  }

  #chosen(provider: string): boolean {
    return this.options.providers?.has(provider) ?? true;
  }

  /** A rule that breaks once is not asked again: what it would have found is not known. */
  #guarded(id: RuleId, subject: string, check: (report: Report) => void, provider?: string): void {
    if (this.failures.has(id)) return;
    const severity = this.settings.get(id) === 'error' ? 'error' : 'warning';
    const report = reportTo({ rule: id, severity, provider }, (finding) => {
      const wanted =
        !this.options.providers ||
        (finding.provider !== undefined && this.#chosen(finding.provider));
      if (wanted) this.findings.push(finding);
    });
    try {
      check(report);
    } catch (error) {
      this.failures.set(id, { rule: id, subject, error: String(error) });
    }
  }
}
