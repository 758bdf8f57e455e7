import { join } from 'node:path';
import { fileFault } from '../../edit/file-fault.js';
import { carryOutAddition } from '../../extend/addition.js';
import { type OpenProject, openProject } from '../../extend/open-project.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { fileBroken } from '../../model/errors/extend.js';
import { laterRecord, missingRecord } from '../../model/errors/upgrade.js';
import type { Step } from '../../model/plan.js';
import { compareVersions } from '../../model/semver.js';
import { version } from '../../model/version.gen.js';
import { recoverInterrupted } from '../../plan/journal.js';
import { projectAbove } from '../../project/find.js';
import { projectCommands } from '../../render/commands.js';
import { type ProjectRecord, readRecord, RECORD_FILE } from '../../render/record.js';
import { renderRecord, vendoredIn } from '../../render/recorded-files.js';
import { requireCommitted } from '../../upgrade/base.js';
import { releases } from '../../upgrade/changelog.gen.js';
import {
  planUpgrade,
  requireResolved,
  type TemplateChanges,
  templateChanges,
} from '../../upgrade/plan.js';
import type { options } from './command.js';
import { VENDOR, vendoredArchives, vendoredChanges } from './vendored.js';

/**
 * Merges the changes of the templates since a project was created into it.
 * @throws CliError `upgrade/…`, and those of `carryOutAddition`
 */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1 | 2> {
  const { host, ui, flags } = context;
  const { check: isCheck = false, render: isRendering = false, restore = [] } = commandLine.options;
  if (isRendering) {
    const { answers } = readRecord(await host.stdin());
    ui.data(JSON.stringify(Object.fromEntries(renderRecord(answers))));
    return 0;
  }
  const root = await projectAbove(host.files, host.cwd);
  if (!isCheck) await recoverInterrupted(host.files, root, flags);
  const record = await recordIn(context, root);
  if ((compareVersions(record.version, version) ?? 0) > 0)
    throw laterRecord(RECORD_FILE, record.version, version);
  await requireResolved(host, root, record);
  const isVendored = commandLine.options.vendor !== false;
  const archives = isVendored ? await vendoredArchives(context, record) : [];
  const recordedPaths = isVendored ? vendoredIn(record.answers) : [];
  const vendoredPaths =
    archives.length > 0 ? archives.map(({ name }) => `${VENDOR}${name}`) : recordedPaths;
  const changes = templateChanges(record, vendoredPaths);
  const report = { from: record.version, to: version };
  const isDone = isUnchanged(changes) && restore.length === 0 && record.version === version;
  if (isCheck || isDone) return showChanges(context, report, changes);
  const project = await openProject(context);
  if (!flags.dryRun) await requireCommitted(context, project, record);
  const { addition, conflicts, unmerged } = await planUpgrade(
    context,
    project,
    record,
    changes,
    restore,
  );
  const steps = conflicts.length > 0 ? [] : checkSteps(project);
  const changelog = releases.filter(
    (release) =>
      (compareVersions(release.version, record.version) ?? 0) > 0 &&
      (compareVersions(release.version, version) ?? 1) <= 0,
  );
  if (!flags.json)
    for (const release of changelog) ui.note(`# ${release.version}\n\n${release.text}\n`);
  const exit = await carryOutAddition(context, project, addition, {
    title: `Upgrade to ${version}`,
    done: `Upgraded from ${record.version} to ${version}`,
    next: [
      ...conflicts.map((path) => `# Resolve the conflicts in ${path}.`),
      ...(flags.install && steps.length > 0 ? [] : [projectCommands(project.packageManager).check]),
    ],
    report: { ...report, conflicts, unmerged, changelog },
    further: {
      ops: await vendoredChanges(context, root, vendoredIn(record.answers), {
        archives,
        vendoredPaths,
      }),
      steps,
    },
  });
  return conflicts.length + unmerged.length > 0 && !flags.dryRun ? 1 : exit;
}

const isUnchanged = (changes: TemplateChanges) =>
  [changes.changed, changes.added, changes.dropped].every((paths) => paths.length === 0);

/** Lists the files that differ between the templates of two versions. @returns 1 if there are any */
function showChanges(
  { ui, flags }: CommandContext,
  report: { from: string; to: string },
  changes: TemplateChanges,
): 0 | 1 {
  const { changed, added, dropped } = changes;
  const isCurrent = isUnchanged(changes);
  const lines = [
    ...changed.map((path) => `~ ${path}`),
    ...added.map((path) => `+ ${path}`),
    ...dropped.map((path) => `- ${path}`),
  ];
  if (flags.json)
    ui.result(JSON.stringify({ ...report, changed, added, dropped, applied: false }, null, 2));
  else if (isCurrent)
    ui.result(`The project is up to date with version ${report.to}. No files were changed.`);
  else ui.result([`Changes from ${report.from} to ${report.to}:`, ...lines].join('\n'));
  return isCurrent ? 0 : 1;
}

const checkSteps = ({ packageManager, model }: OpenProject): Step[] =>
  model.document('package.json')?.text('scripts', 'check') === undefined
    ? []
    : [{ id: 'test', label: 'Check the project', command: [packageManager, 'run', 'check'] }];

async function recordIn({ host }: CommandContext, root: string): Promise<ProjectRecord> {
  const text = await host.files.read(join(root, RECORD_FILE));
  if (text === null) throw missingRecord(RECORD_FILE);
  const fault = fileFault(RECORD_FILE, text);
  if (fault) throw fileBroken(RECORD_FILE, fault);
  return readRecord(text);
}
