import { join, resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import {
  areDefinitions,
  LOCK_FILE,
  readReleaseLock,
  type ReleaseLock,
  releaseLockText,
} from '../../contract/lock.js';
import {
  changeLines,
  type ReleaseReport,
  releaseReport,
  requiredVersion,
} from '../../contract/release-report.js';
import type { CommandContext, CommandLineOf } from '../../model/command.js';
import {
  definitionsUnreadable,
  missingReleaseLock,
  versionTooLow,
} from '../../model/errors/lock.js';
import { type Json, parseJson } from '../../model/json.js';
import { relPath } from '../../model/path.js';
import type { Step } from '../../model/plan.js';
import { compareReleases, parseVersion, type Version } from '../../model/semver.js';
import { carryOut } from '../../plan/carry-out.js';
import { planChanges } from '../../plan/make-plan.js';
import { committedFiles } from '../../project/committed.js';
import { projectAbove } from '../../project/find.js';
import { repositoryRoot } from '../../project/repository.js';
import { FIRST_VERSION } from '../../render/package-json.js';
import { serverProgram } from '../../session/program.js';
import type { options } from './command.js';

/**
 * Compares what the project offers its clients with its last release, and locks it for the next
 * one.
 * @throws CliError `lock/…`, and those of `serverProgram` and `carryOut`
 */
export async function run(
  context: CommandContext,
  commandLine: CommandLineOf<typeof options>,
): Promise<0 | 1 | 2> {
  const { host, ui } = context;
  const { check: isCheck = false, renew: isRenewed = false } = commandLine.options;
  const [directory = '.'] = commandLine.arguments;
  const root = await projectAbove(host.files, resolve(host.cwd, directory));
  const version = await packageVersion(context, root);
  const { isPrerelease } = requiredVersion(version);
  const previousText = await host.files.read(join(root, LOCK_FILE));
  const lock = previousText === null || isRenewed ? undefined : readReleaseLock(previousText);
  if (previousText === null && !isRenewed)
    await requireFirstRelease(context, root, version, isCheck);
  const current = { version, providers: await readDefinitions(context, root) };
  const report = lock && releaseReport(lock, current);
  if (report) showChanges(context, report);
  if (report?.isEnough === false) throw versionTooLow(report, report);
  if (isCheck || isPrerelease) {
    if (isPrerelease && !isCheck) ui.note(`"${version}" is a prerelease, so the lock stays.`);
    if (previousText === null) ui.note('No release is locked, so there is nothing to compare.');
    return showReport(context, { root, version, report });
  }
  const text = releaseLockText(current);
  const plan = await planChanges(
    host.files,
    root,
    previousText === null
      ? { files: [{ path: relPath(LOCK_FILE), text }], edits: [] }
      : { files: [], edits: [{ path: relPath(LOCK_FILE), previous: previousText, text }] },
    await stagingSteps(context, root),
  );
  return carryOut(context, plan, {
    questions: undefined,
    title: `Lock ${version}`,
    done: `Locked ${version}`,
    next: [],
    report: { version, ...report },
  });
}

async function packageVersion({ host }: CommandContext, root: string): Promise<string> {
  const manifest = parseJson((await host.files.read(join(root, 'package.json'))) ?? '') as
    Json | undefined;
  const version = isObject(manifest) ? manifest.version : undefined;
  return typeof version === 'string' ? version : '';
}

/**
 * Requires that a project without a lock has not locked a release yet.
 * @throws CliError `lock/missing`
 */
async function requireFirstRelease(
  { host, signal }: CommandContext,
  root: string,
  version: string,
  isCheck: boolean,
): Promise<void> {
  const path = join(await host.files.realPath(root), LOCK_FILE);
  if ((await committedFiles(host, [path], signal)).size > 0)
    throw missingReleaseLock(LOCK_FILE, version, true);
  if (isCheck && !isFirst(requiredVersion(version)))
    throw missingReleaseLock(LOCK_FILE, version, false);
}

const isFirst = ({ release, isPrerelease }: Version) =>
  isPrerelease || compareReleases(release, parseVersion(FIRST_VERSION)?.release ?? release) <= 0;

/** Starts the server of the project, which prints the definitions of its providers. */
async function readDefinitions(
  { host, ui, signal }: CommandContext,
  root: string,
): Promise<ReleaseLock['providers']> {
  const program = await serverProgram(host, root);
  const { exitCode, stdout, output } = await ui.transientProgress('Reading the definitions', () =>
    host.exec([host.node ?? 'node', ...program, '--definitions'], { cwd: root, signal }),
  );
  // Code of the project may print lines of its own.
  const lastLine = stdout.trimEnd().split('\n').at(-1) ?? '';
  const definitions = exitCode === 0 ? (parseJson(lastLine) as Json | undefined) : undefined;
  if (!areDefinitions(definitions))
    throw definitionsUnreadable(
      root,
      stripVTControlCharacters(output).trimEnd().split('\n').slice(-20).join('\n'),
    );
  return definitions as unknown as ReleaseLock['providers'];
}

function showChanges({ ui, flags }: CommandContext, { locked, changes }: ReleaseReport): void {
  if (flags.json) return;
  const lines = changes.length > 0 ? changeLines(changes) : [`No changes since ${locked}.`];
  ui.result(lines.join('\n'));
}

function showReport(
  { ui, flags }: CommandContext,
  { root, version, report }: { root: string; version: string; report: ReleaseReport | undefined },
): 0 {
  if (report && report.version !== report.locked)
    ui.note(
      `Version ${version} is high enough: since ${report.locked}, ${report.required} is required.`,
    );
  if (flags.json)
    ui.result(
      JSON.stringify({ root, file: LOCK_FILE, version, ...report, notes: ui.notes }, null, 2),
    );
  return 0;
}

/** Returns the steps that stage the lock in a repository, so that it is part of the commit that `npm version` makes. */
async function stagingSteps({ host }: CommandContext, root: string): Promise<Step[]> {
  const repository = await repositoryRoot(host.files, root);
  if ((await host.files.kind(join(repository, '.git'))) === null) return [];
  const command = ['git', 'add', '--', LOCK_FILE] as const;
  return [{ id: 'git', label: `Adding ${LOCK_FILE} to the commit`, command, isOptional: true }];
}
