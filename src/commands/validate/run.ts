import { dirname, relative, resolve } from 'node:path';
import type { CommandContext, CommandLine, OrderedFlag } from '../../model/command.js';
import {
  outputTaken,
  outputToStdout,
  outputTwice,
  outputWithoutFormat,
  twoReports,
} from '../../model/errors/validate.js';
import type { Severity } from '../../model/finding.js';
import { forManager, type Manager } from '../../model/npx.js';
import type { Project } from '../../model/project.js';
import type { ReportView, ValidationReport } from '../../model/reporter.js';
import type { Directory, Rules, RunOptions } from '../../model/rule.js';
import type { Paint } from '../../model/ui.js';
import { managerAt } from '../../project/package-manager.js';
import { outcome } from '../../reporters/parts/outcome.js';
import { reporters } from '../../reporters/register.gen.js';
import { rules } from '../../rules/register.gen.js';
import { refuseInapplicable, ruleFlags } from '../../rules/settings.js';
import { checkProjects, loadProjects, oneReport, scopeOf, withFixesInside } from './check.js';
import type { ValidateOptions } from './details.js';
import { onStderr } from './on-stderr.js';

export async function run(
  context: CommandContext,
  given: CommandLine<ValidateOptions>,
): Promise<0 | 1 | 2> {
  const { explain, for: directory, listRules } = given.options;
  if (explain !== undefined) return (await import('./rule-words.js')).explainRule(context, explain);
  if (listRules) return (await import('./rule-words.js')).listRules(context);

  const { host, flags } = context;
  const options = readOptions(context, given, rules);
  refuseInapplicable(options.run.only, rules, directory);
  const scope = await scopeOf(host.files, host.cwd, options.directory);
  if (options.fix) {
    const { repair } = await import('./fix.js');
    await repair(context, scope, options.run);
  }
  const report = await context.ui.waiting('Checking', async () => {
    const projects = await loadProjects(host.files, scope);
    const run = directory
      ? { ...options.run, submission: await submission(context, projects, directory, options.run) }
      : options.run;
    const checked = checkProjects(projects, run).map((each) =>
      withFixesInside(host.files, scope.base, each),
    );
    return oneReport(scope, await Promise.all(checked));
  });
  const manager = await managerAt(host, scope.base);
  await handOut(
    options.fix && flags.dryRun ? onStderr(context) : context,
    inTermsOfManager(manager, report),
    options.reports,
    manager,
  );
  if (directory) context.ui.note((await import('./submission.js')).formNotes[directory]);
  return exitCode(report, options.failOn);
}

const submission = async (
  context: CommandContext,
  projects: readonly Project[],
  directory: Directory,
  { providers }: RunOptions,
) =>
  (await import('./submission.js')).submissionOf(context, projects, { directory, only: providers });

/** Hints name commands as people run them there. */
function inTermsOfManager(manager: Manager, report: ValidationReport): ValidationReport {
  const findings = report.findings.map((finding) => ({
    ...finding,
    hint: forManager(finding.hint, manager),
  }));
  return { ...report, findings };
}

/** Where a rule broke, it is unknown whether the project is clean: that is not 0, and not 1 either. */
function exitCode({ findings, failures }: ValidationReport, failOn: Severity): 0 | 1 | 2 {
  if (failures.length > 0) return 2;
  return findings.some(({ severity }) => failOn === 'warning' || severity === 'error') ? 1 : 0;
}

const asIs = (text: string) => text;
const PLAIN: Paint = { bold: asIs, dim: asIs, red: asIs, green: asIs, yellow: asIs, cyan: asIs };

/** GitHub Actions obeys "##[" anywhere in a line; in JSON, the escape is the same text. */
const withoutCommands = (text: string): string => text.replaceAll('##[', '##\\u005b');

/** Prints the report, or writes it to files, in every form that is wanted. */
async function handOut(
  { host, ui }: CommandContext,
  report: ValidationReport,
  wanted: readonly WantedReport[],
  manager: Manager,
): Promise<void> {
  for (const { format, file } of wanted) {
    const { paint, columns } = file === undefined ? ui.stdout : { paint: PLAIN, columns: 80 };
    const view: ReportView = { paint, columns, cwd: host.cwd, manager };
    const text = withoutCommands(reporters[format].render(report, view));
    if (file !== undefined) {
      await host.files.makeDirectory(dirname(file));
      await host.files.write(file, text);
    } else if (text !== '') ui.data(text);
  }
  const files = wanted.flatMap(({ file }) => file ?? []);
  if (files.length < wanted.length) return;
  const names = files.map((file) => relative(host.cwd, file)).join(', ');
  ui.note(`${outcome(report)}\nWritten: ${names}`);
}

type Format = keyof typeof reporters;

interface WantedReport {
  format: Format;
  /** Absolute; stdout where there is none. */
  file?: string;
}

interface Run {
  /** As it was typed. */
  directory: string | undefined;
  reports: readonly WantedReport[];
  failOn: Severity;
  fix: boolean;
  run: RunOptions;
}

/** @throws CliError `validate/…` for flags that do not go together, and rules that do not exist */
function readOptions(
  { host, flags }: CommandContext,
  { arguments: [directory], options, ordered }: CommandLine<ValidateOptions>,
  rules: Rules,
): Run {
  const { fix = false, failOn = 'error', rule = [], provider } = options;
  return {
    directory,
    // Of a dry run the one document is the plan; the report beside it is for people.
    reports: wantedReports(ordered, flags.json && !flags.dryRun, host.cwd),
    failOn,
    fix,
    run: {
      ...ruleFlags(rule, rules),
      ...(provider && { providers: new Set(provider) }),
    },
  };
}

function fresh(file: string, typed: string, reports: readonly WantedReport[]): string {
  const other = reports.find((report) => report.file === file);
  if (other) throw outputTaken(typed, other.format);
  return file;
}

/** Each `--format` begins a report; an `--output` behind it says where that goes. */
function wantedReports(ordered: readonly OrderedFlag[], json: boolean, cwd: string) {
  const reports: WantedReport[] = [];
  for (const [flag, value] of ordered) {
    const current = reports.at(-1);
    if (flag === '--format')
      reports.push({ format: value as Format }); // one of the option's choices
    else if (!current) throw outputWithoutFormat(value);
    else if (current.file !== undefined) throw outputTwice(value);
    else if (value === '-') throw outputToStdout(current.format);
    else current.file = fresh(resolve(cwd, value), value, reports);
  }
  const printed = reports.filter(({ file }) => file === undefined);
  if (json && printed.every(({ format }) => format !== 'json')) printed.push({ format: 'json' });
  const [first, second] = printed;
  if (first && second) throw twoReports(first.format, second.format);
  const written = reports.filter(({ file }) => file !== undefined);
  if (written.length > 0) return [...written, ...printed];
  return [first ?? { format: 'pretty' as const }];
}
