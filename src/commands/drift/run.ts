import { resolve } from 'node:path';
import { withGoneAddresses } from '../../drift/drift.js';
import { repeatRows } from '../../drift/repeat.js';
import { recordedRows } from '../../drift/rows.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { nothingRecorded, nothingToRepeat } from '../../model/errors/drift.js';
import { pluralize } from '../../model/text/pluralize.js';
import { readProject } from '../../project/read.js';
import { requireProvider } from '../../project/served-project.js';
import { openSession } from '../../session/server-target.js';
import type { options } from './command.js';
import { driftExitCode, placeText, writeReport } from './report.js';

/**
 * Repeats the recorded calls of a project with the local credentials, and compares the responses.
 * @throws CliError `drift/…`, `remote/…`, `project/…`, `call/not-built`
 */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1 | 2 | 3> {
  const { host, ui, flags } = context;
  const [directory = '.'] = commandLine.arguments;
  const { provider: namedProvider, format, timeout } = commandLine.options;
  const project = await readProject(host.files, resolve(host.cwd, directory));
  const names = project.providers.map(({ name }) => name);
  requireProvider(project.root, names, namedProvider);
  const { rows, leftOut } = recordedRows(project, namedProvider);
  if (rows.length + leftOut.length === 0) throw nothingRecorded();
  const repetitions = await ui.transientProgress(
    `Repeating ${pluralize(rows.length, 'call')}`,
    async () => {
      const results = [];
      for (const provider of new Set(rows.map((row) => row.provider))) {
        const session = await openSession(context, [project.root], { provider, records: true });
        const rowsOfProvider = rows.filter((row) => row.provider === provider);
        const options = { timeout, isDryRun: flags.dryRun };
        results.push(await repeatRows(context, session, rowsOfProvider, options));
      }
      return results;
    },
  );
  const report = {
    drifts: withGoneAddresses(repetitions.flatMap(({ drifts }) => drifts)),
    leftOut: [...leftOut, ...repetitions.flatMap((repetition) => repetition.leftOut)],
  };
  const failures = repetitions.flatMap(({ failure = [] }) => failure);
  if (report.drifts.length === 0)
    throw (
      failures[0] ??
      nothingToRepeat(report.leftOut.map((row) => `${placeText(row)}: ${row.reason}`))
    );
  for (const { message } of failures) ui.warn(message);
  await writeReport(context, project, report, format);
  return failures.length > 0 ? 2 : driftExitCode(report.drifts);
}
