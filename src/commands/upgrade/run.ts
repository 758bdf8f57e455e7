import { join } from 'node:path';
import { fileFault } from '../../edit/file-fault.js';
import { carryOutAddition } from '../../extend/addition.js';
import { type OpenProject, openProject } from '../../extend/open-project.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import { fileBroken } from '../../model/errors/extend.js';
import { laterRecord, missingRecord } from '../../model/errors/upgrade.js';
import type { PackageArchive } from '../../model/host.js';
import { relPath } from '../../model/path.js';
import type { Change, Step } from '../../model/plan.js';
import { compareVersions } from '../../model/semver.js';
import { version } from '../../model/version.gen.js';
import { recoverInterrupted } from '../../plan/journal.js';
import { projectAbove } from '../../project/find.js';
import { projectCommands } from '../../render/commands.js';
import { type ProjectRecord, readRecord, RECORD_FILE } from '../../render/record.js';
import { renderRecord, vendoredIn } from '../../render/recorded-files.js';
import { requireCommitted } from '../../upgrade/base.js';
import { releases } from '../../upgrade/changelog.gen.js';
import { planUpgrade, requireResolved, templateChanges } from '../../upgrade/plan.js';
import type { options } from './command.js';

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
  const { changed, added, dropped } = changes;
  const isCurrent = [changed, added, dropped].every((paths) => paths.length === 0);
  const report = { from: record.version, to: version };
  const isDone = isCurrent && restore.length === 0 && record.version === version;
  if (isCheck || isDone) return showChanges();
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

  function showChanges(): 0 | 1 {
    const lines = [
      ...changed.map((path) => `~ ${path}`),
      ...added.map((path) => `+ ${path}`),
      ...dropped.map((path) => `- ${path}`),
    ];
    if (flags.json)
      ui.result(JSON.stringify({ ...report, changed, added, dropped, applied: false }, null, 2));
    else if (isCurrent)
      ui.result(`The project is up to date with version ${version}. No files were changed.`);
    else ui.result([`Changes from ${record.version} to ${version}:`, ...lines].join('\n'));
    return isCurrent ? 0 : 1;
  }
}

const VENDOR = 'vendor/';

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

/** Returns the packages in a project with packages: those of this program, if it has any. */
async function vendoredArchives(
  { host }: CommandContext,
  { answers }: ProjectRecord,
): Promise<PackageArchive[]> {
  return vendoredIn(answers).length > 0 ? ((await host.packages?.()) ?? []) : [];
}

/** Replaces or removes the packages in the project. Their names contain hashes of their contents. */
async function vendoredChanges(
  { host }: CommandContext,
  root: string,
  recordedPaths: readonly string[],
  next: { archives: readonly PackageArchive[]; vendoredPaths: readonly string[] },
): Promise<Change[]> {
  const ops: Change[] = [];
  for (const { name, bytes } of next.archives) {
    const path = relPath(`${VENDOR}${name}`);
    if ((await host.files.kind(join(root, path))) === null) ops.push({ do: 'create', path, bytes });
  }
  for (const path of recordedPaths) {
    const isDropped = path.startsWith(VENDOR) && !next.vendoredPaths.includes(path);
    const bytes = isDropped ? await host.files.readBytes(join(root, relPath(path))) : null;
    if (bytes !== null) ops.push({ do: 'delete', path: relPath(path), bytes });
  }
  return ops;
}
