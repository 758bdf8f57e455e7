import { join } from 'node:path';
import { isObject } from '../../runtime/src/utils/is-object.js';
import type { OpenProject } from '../extend/open-project.js';
import type { CommandContext } from '../model/command.js';
import { CliError } from '../model/errors/cli-error.js';
import { uncommittedChanges } from '../model/errors/upgrade.js';
import { type Json, parseJson } from '../model/json.js';
import { committedFiles, committedRenames, earlierTexts } from '../project/committed.js';
import { repositoryRoot } from '../project/repository.js';
import { type ProjectRecord, recordText, textId } from '../render/record.js';

/**
 * Returns the current paths of recorded files; deleted ones are missing. A file counts as moved if
 * Git shows the rename, or if another file has exactly the recorded text.
 */
export async function currentPaths(
  { host, signal }: CommandContext,
  project: OpenProject,
  { files }: ProjectRecord,
  paths: readonly string[],
): Promise<Map<string, string>> {
  const places = new Map<string, string>();
  const missingPaths: string[] = [];
  for (const path of new Set(paths))
    if (/file|link/.test((await host.files.kind(join(project.root, path))) ?? ''))
      places.set(path, path);
    else missingPaths.push(path);
  if (missingPaths.length === 0) return places;
  const renames = await committedRenames(host, project.root, signal);
  const ownPaths = [...project.model.paths].filter((path) => !Object.hasOwn(files, path));
  const idsOfOwn = new Map<string, string>();
  for (const path of ownPaths) {
    const text = await readText(project, path);
    if (text !== null) idsOfOwn.set(textId(text), path);
  }
  for (const path of missingPaths) {
    const renamed = renames.get(path);
    const place = ownPaths.find((own) => own === renamed) ?? idsOfOwn.get(files[path] ?? '');
    if (place !== undefined) places.set(path, place);
  }
  return places;
}

/** Returns the text of a file; null if it does not exist or is not text. */
export const readText = ({ read }: OpenProject, path: string): Promise<string | null> =>
  read(path).catch((error: unknown) => {
    if (error instanceof CliError && error.code === 'disk/not-text') return null;
    throw error;
  });

/**
 * Returns the generated texts of files, found by their ids: on disk, in the history of Git, or
 * rendered again by the version of the record. Files whose text is not found are missing.
 * @param texts current texts by recorded path
 */
export async function baseTexts(
  { host, signal, ui }: CommandContext,
  root: string,
  record: ProjectRecord,
  places: ReadonlyMap<string, string>,
  texts: ReadonlyMap<string, string>,
): Promise<Map<string, string>> {
  const textsById = new Map<string, string>();
  const missing = () =>
    [...texts.keys()].filter((path) => !textsById.has(record.files[path] ?? ''));
  const add = (candidates: Iterable<string>) => {
    for (const text of candidates)
      textsById.set(textId(text), text.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  };
  add(texts.values());
  if (missing().length > 0) {
    const pathsInGit = missing().flatMap((path) => [path, places.get(path) ?? path]);
    add(await earlierTexts(host, root, [...new Set(pathsInGit)], signal));
  }
  if (missing().length > 0)
    add(
      await ui.transientProgress(`Rendering the files of version ${record.version}`, () =>
        renderedAgain(host, root, record, signal),
      ),
    );
  return new Map(
    [...texts.keys()].flatMap((path) => {
      const text = textsById.get(record.files[path] ?? '');
      return text === undefined ? [] : [[path, text] as const];
    }),
  );
}

/** Returns all texts as the version of the record renders them; none if that cannot run. */
async function renderedAgain(
  { exec }: CommandContext['host'],
  root: string,
  record: ProjectRecord,
  signal: AbortSignal,
): Promise<string[]> {
  const command = [
    'npx',
    '--yes',
    '-p',
    `create-mcp-provider@${record.version}`,
    'mcp-provider',
    'upgrade',
    '--render',
  ] as const;
  try {
    const { stdout } = await exec(command, { cwd: root, input: recordText(record), signal });
    const texts = parseJson(stdout) as Json | undefined;
    return isObject(texts) ? Object.values(texts).filter((text) => typeof text === 'string') : [];
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CliError) return [];
    throw error;
  }
}

/**
 * Requires that Git has all recorded files as they are, so that an upgrade can be taken back.
 * Projects without Git are not checked.
 * @throws CliError `upgrade/uncommitted`
 */
export async function requireCommitted(
  { host, signal }: CommandContext,
  { root, model }: OpenProject,
  { files }: ProjectRecord,
): Promise<void> {
  const realRoot = await host.files.realPath(root);
  const repository = await repositoryRoot(host.files, realRoot);
  if ((await host.files.kind(join(repository, '.git'))) === null) return;
  // Files that Git ignores are in no commit.
  const paths = Object.keys(files).filter((path) => model.paths.has(path));
  const committed = await committedFiles(
    host,
    paths.map((path) => join(realRoot, path)),
    signal,
  );
  const uncommitted: string[] = [];
  for (const path of paths) {
    const { text, filter } = committed.get(join(realRoot, path)) ?? {};
    if (filter !== undefined) continue;
    const current = (await host.files.read(join(realRoot, path))) ?? '';
    if (text === undefined || textId(text) !== textId(current)) uncommitted.push(path);
  }
  if (uncommitted.length > 0) throw uncommittedChanges(uncommitted);
}
