import { dirname, relative } from 'node:path';
import type { CommandContext, GivenArguments } from '../../model/command.js';
import type { Severity } from '../../model/finding.js';
import type { ReportView, ValidationReport } from '../../model/reporter.js';
import { rules } from '../../rules/register.gen.js';
import { checkProjects, loadProjects, oneReport } from './check.js';
import { onStderr } from './on-stderr.js';
import { withFixesInside } from './inside.js';
import { readOptions, type WantedReport } from './options.js';
import { scopeOf } from './scope.js';
import type { Paint } from '../../model/ui.js';
import { reporters } from '../../reporters/register.gen.js';
import { outcome } from '../../reporters/parts/count.js';

export async function run(context: CommandContext, given: GivenArguments): Promise<0 | 1 | 2> {
  const { explain, for: directory } = given.values;
  if (explain !== undefined) return (await import('./rule-words.js')).explainRule(context, explain);
  if (given.switches.listRules) return (await import('./rule-words.js')).listRules(context);
  if (directory === 'chatgpt' || directory === 'claude')
    return (await import('./for-directory.js')).checkForDirectory(context, given, directory);

  const { host, flags } = context;
  const options = readOptions(context, given, rules);
  const scope = await scopeOf(host.files, host.cwd, options.directory);
  if (options.fix) {
    const { repair } = await import('./fix.js');
    await repair(context, scope, options.run);
  }
  const report = await context.ui.waiting('Checking', async () => {
    const projects = await loadProjects(host.files, scope);
    const checked = checkProjects(projects, options.run).map((each) =>
      withFixesInside(host.files, scope.base, each),
    );
    return oneReport(scope, await Promise.all(checked));
  });
  await handOut(options.fix && flags.dryRun ? onStderr(context) : context, report, options.reports);
  return exitCode(report, options.failOn);
}

/** Where a rule broke, it is unknown whether the project is clean: that is not 0, and not 1 either. */
function exitCode({ findings, failures }: ValidationReport, failOn: Severity): 0 | 1 | 2 {
  if (failures.length > 0) return 2;
  return findings.some(({ severity }) => failOn === 'warning' || severity === 'error') ? 1 : 0;
}

const asIs = (text: string) => text;
const PLAIN: Paint = { bold: asIs, dim: asIs, red: asIs, green: asIs, yellow: asIs, cyan: asIs };

/** Prints the report, or writes it to files, in every form that is wanted. */
async function handOut(
  { host, ui }: CommandContext,
  report: ValidationReport,
  wanted: readonly WantedReport[],
): Promise<void> {
  for (const { format, file } of wanted) {
    const { paint, columns } = file === undefined ? ui.stdout : { paint: PLAIN, columns: 80 };
    const view: ReportView = { paint, columns, cwd: host.cwd };
    const text = reporters[format].render(report, view);
    if (file !== undefined) {
      await host.files.makeDirectory(dirname(file));
      await host.files.write(file, text);
    } else if (text !== '') ui.result(text);
  }
  const files = wanted.flatMap(({ file }) => file ?? []);
  if (files.length < wanted.length) return;
  const names = files.map((file) => relative(host.cwd, file)).join(', ');
  ui.note(`${outcome(report)}\nWritten: ${names}`);
}
