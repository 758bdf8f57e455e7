import { dirname, relative, resolve } from 'node:path';
import type { CommandContext, CommandLine, OrderedFlag } from '../../model/command.js';
import {
  conflictingReports,
  outputTaken,
  outputToStdout,
  outputTwice,
  outputWithoutFormat,
} from '../../model/errors/validate.js';
import type { Severity } from '../../model/finding.js';
import { commandsForManager, type Manager } from '../../model/npx.js';
import type { Project } from '../../model/project.js';
import type { ReportView, ValidationReport } from '../../model/reporter.js';
import type { Directory, Rules, RunOptions } from '../../model/rule.js';
import type { Paint } from '../../model/ui.js';
import { managerAt } from '../../project/package-manager.js';
import { outcomeText } from '../../reporters/parts/outcome.js';
import { reporters } from '../../reporters/register.gen.js';
import { rules } from '../../rules/register.gen.js';
import { refuseInapplicable, ruleFlags } from '../../rules/settings.js';
import { checkProjects, dropFixesOutside, findScope, loadProjects, oneReport } from './check.js';
import type { ValidateOptions } from './details.js';
import { contextOnStderr } from './on-stderr.js';

export async function run(
  context: CommandContext,
  commandLine: CommandLine<ValidateOptions>,
): Promise<0 | 1 | 2> {
  const { explain, for: directory, listRules } = commandLine.options;
  if (explain !== undefined) return (await import('./rule-words.js')).explainRule(context, explain);
  if (listRules) return (await import('./rule-words.js')).listRules(context);

  const { host, flags } = context;
  const options = readOptions(context, commandLine, rules);
  refuseInapplicable(options.run.onlyRules, rules, directory);
  const scope = await findScope(host.files, host.cwd, options.directory);
  if (options.fix) {
    const { applyFixes } = await import('./fix.js');
    await applyFixes(context, scope, options.run);
  }
  const report = await context.ui.transientProgress('Checking', async () => {
    const projects = await loadProjects(host.files, scope);
    const run = directory
      ? { ...options.run, submission: await submission(context, projects, directory, options.run) }
      : options.run;
    const checkedProjects = checkProjects(projects, run).map((checkedProject) =>
      dropFixesOutside(host.files, scope.base, checkedProject),
    );
    return oneReport(scope, await Promise.all(checkedProjects));
  });
  const manager = await managerAt(host, scope.base);
  await writeReports(
    options.fix && flags.dryRun ? contextOnStderr(context) : context,
    adaptHintsToManager(manager, report),
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
  (await import('./submission.js')).collectSubmission(context, projects, {
    directory,
    only: providers,
  });

/** Returns the hints with commands in the syntax of a package manager. */
function adaptHintsToManager(manager: Manager, report: ValidationReport): ValidationReport {
  const findings = report.findings.map((finding) => ({
    ...finding,
    hint: commandsForManager(finding.hint, manager),
  }));
  return { ...report, findings };
}

/**
 * Returns the exit code of a report. If a rule failed, it is unknown whether the project is valid,
 * so the code is neither 0 nor 1.
 */
function exitCode({ findings, failures }: ValidationReport, failOn: Severity): 0 | 1 | 2 {
  if (failures.length > 0) return 2;
  return findings.some(({ severity }) => failOn === 'warning' || severity === 'error') ? 1 : 0;
}

const asIs = (text: string) => text;
const NO_COLORS: Paint = {
  bold: asIs,
  dim: asIs,
  red: asIs,
  green: asIs,
  yellow: asIs,
  cyan: asIs,
};

/** Escapes "##[", which GitHub Actions interprets anywhere in a line; in JSON, the escaped text is equivalent. */
const withoutCommands = (text: string): string => text.replaceAll('##[', '##\\u005b');

/** Prints the report, or writes it to files, in every requested format. */
async function writeReports(
  { host, ui }: CommandContext,
  report: ValidationReport,
  requestedReports: readonly WantedReport[],
  manager: Manager,
): Promise<void> {
  for (const { format, file } of requestedReports) {
    const { paint, columns } = file === undefined ? ui.stdout : { paint: NO_COLORS, columns: 80 };
    const view: ReportView = { paint, columns, cwd: host.cwd, manager };
    const text = withoutCommands(reporters[format].render(report, view));
    if (file !== undefined) {
      await host.files.makeDirectory(dirname(file));
      await host.files.write(file, text);
    } else if (text !== '') ui.data(text);
  }
  const files = requestedReports.flatMap(({ file }) => file ?? []);
  if (files.length < requestedReports.length) return;
  const names = files.map((file) => relative(host.cwd, file)).join(', ');
  ui.note(`${outcomeText(report)}\nWritten: ${names}`);
}

type ReportFormat = keyof typeof reporters;

interface WantedReport {
  format: ReportFormat;
  /** Absolute path; stdout if absent. */
  file?: string;
}

interface ValidateRun {
  /** The directory as it was typed. */
  directory: string | undefined;
  reports: readonly WantedReport[];
  failOn: Severity;
  fix: boolean;
  run: RunOptions;
}

/** Parses options. @throws CliError `validate/…` for contradictory options and unknown rules */
function readOptions(
  { host, flags }: CommandContext,
  { arguments: [directory], options, ordered }: CommandLine<ValidateOptions>,
  rules: Rules,
): ValidateRun {
  const { fix = false, failOn = 'error', rule = [], provider } = options;
  return {
    directory,
    // With a dry run, the only JSON document is the plan; the report is then for users.
    reports: wantedReports(ordered, flags.json && !flags.dryRun, host.cwd),
    failOn,
    fix,
    run: {
      ...ruleFlags(rule, rules),
      ...(provider && { providers: new Set(provider) }),
    },
  };
}

function unusedFile(file: string, typedPath: string, reports: readonly WantedReport[]): string {
  const otherReport = reports.find((report) => report.file === file);
  if (otherReport) throw outputTaken(typedPath, otherReport.format);
  return file;
}

/** Returns the reports of a command line. Each `--format` starts a report; a following `--output` names its file. */
function wantedReports(orderedOptions: readonly OrderedFlag[], json: boolean, cwd: string) {
  const reports: WantedReport[] = [];
  for (const [flag, value] of orderedOptions) {
    const current = reports.at(-1);
    if (flag === '--format')
      reports.push({ format: value as ReportFormat }); // the parser has checked the choice
    else if (!current) throw outputWithoutFormat(value);
    else if (current.file !== undefined) throw outputTwice(value);
    else if (value === '-') throw outputToStdout(current.format);
    else current.file = unusedFile(resolve(cwd, value), value, reports);
  }
  const printedReports = reports.filter(({ file }) => file === undefined);
  if (json && printedReports.every(({ format }) => format !== 'json'))
    printedReports.push({ format: 'json' });
  const [first, second] = printedReports;
  if (first && second) throw conflictingReports(first.format, second.format);
  const writtenReports = reports.filter(({ file }) => file !== undefined);
  if (writtenReports.length > 0) return [...writtenReports, ...printedReports];
  return [first ?? { format: 'pretty' as const }];
}
