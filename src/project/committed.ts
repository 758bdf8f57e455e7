import { randomUUID } from 'node:crypto';
import { dirname, join, relative, sep } from 'node:path';
import { timeLimit } from '../../runtime/src/fetch/time-limit.js';
import { slowGit } from '../model/errors/host.js';
import { READ_ONLY_GIT_ENVIRONMENT, readOnlyGit } from '../model/git.js';
import type { Host } from '../model/host.js';
import { repositoryRoot } from './repository.js';

/** A file in the HEAD commit. */
export interface CommittedFile {
  path: string;
  /** Text as stored in Git. On disk, line ends and the results of a filter can differ. */
  text: string;
  /** The filter of gitattributes(5) that a checkout would apply. It is a program, which is not run. */
  filter?: string;
}

/** Timeouts for all Git commands together, in milliseconds. Those of a history read each commit. */
const HEAD_MS = 10_000;
const HISTORY_MS = 120_000;

/** Runs Git. Returns its output, whatever its exit code; empty if there is no Git. */
type RunGit = (gitArguments: readonly string[], input?: string) => Promise<string>;

/**
 * Returns the files of the HEAD commits, in the repository of each, by path. Files that Git does
 * not report are missing. The result does not depend on the index, whose flags hide changes, nor on
 * attributes about diffs.
 * @param paths absolute, without links
 * @throws CliError `git/slow`; the reason of `signal`
 */
export async function committedFiles(
  { files, exec }: Pick<Host, 'files' | 'exec'>,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CommittedFile>> {
  const repositories = new Map<string, string[]>();
  for (const path of paths) {
    const repository = await repositoryRoot(files, dirname(path));
    repositories.set(repository, [...(repositories.get(repository) ?? []), path]);
  }
  const filesByPath = new Map<string, CommittedFile>();
  return withGit(exec, signal, HEAD_MS, async (gitAt) => {
    for (const [cwd, repositoryPaths] of repositories) {
      const names = repositoryPaths.map((path) => relative(cwd, path).split(sep).join('/'));
      for (const file of await readHead(gitAt(cwd), names))
        filesByPath.set(join(cwd, file.path), file);
    }
    return filesByPath;
  });
}

async function withGit<Result>(
  exec: Host['exec'],
  signal: AbortSignal,
  timeoutMs: number,
  work: (gitAt: (cwd: string) => RunGit) => Promise<Result>,
): Promise<Result> {
  const limit = timeLimit(signal, timeoutMs);
  const gitAt =
    (cwd: string): RunGit =>
    async (gitArguments, input = '') => {
      const options = { cwd, env: READ_ONLY_GIT_ENVIRONMENT, input, signal: limit.control.signal };
      try {
        return (await exec(readOnlyGit(...gitArguments), options)).stdout;
      } catch {
        signal.throwIfAborted();
        if (limit.control.signal.aborted) throw slowGit(timeoutMs / 1000);
        return '';
      }
    };
  try {
    return await work(gitAt);
  } finally {
    limit.release();
  }
}

const LOG = ['log', '--format=', '--no-ext-diff', '--no-textconv'] as const;

/**
 * Returns all texts that files had in the commits of the current branch, as stored in Git; none
 * without a repository.
 * @param paths relative to `root`
 * @throws CliError `git/slow`; the reason of `signal`
 */
export const earlierTexts = (
  { exec }: Pick<Host, 'exec'>,
  root: string,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<string[]> =>
  withGit(exec, signal, HISTORY_MS, async (gitAt) => {
    const git = gitAt(root);
    const literalPaths = paths.map((path) => `:(literal)${path}`);
    const log = await git([
      ...LOG,
      '--raw',
      '--no-abbrev',
      '--no-renames',
      '-m',
      '--',
      ...literalPaths,
    ]);
    // ":100644 100644 <id before> <id after> M\tpath"
    const ids = Array.from(
      log.matchAll(/^:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) /gm),
      ([, ...pair]) => pair,
    );
    const texts = await blobs(
      git,
      [...new Set(ids.flat())].filter((id) => /[^0]/.test(id)),
    );
    return texts.filter((text) => text !== undefined);
  });

/**
 * Returns new paths of moved files by their first ones, as Git detects renames in the commits of
 * the current branch, relative to `root`. Git compares texts, and generated files of one kind are
 * alike, so that nothing but the specifiers of relative imports may differ.
 * @throws CliError `git/slow`; the reason of `signal`
 */
export const committedRenames = (
  { exec }: Pick<Host, 'exec'>,
  root: string,
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> =>
  withGit(exec, signal, HISTORY_MS, async (gitAt) => {
    const git = gitAt(root);
    const log = await git([
      ...LOG,
      '--raw',
      '--no-abbrev',
      '--find-renames',
      '--diff-filter=R',
      '--relative',
      '--reverse',
      '-z',
    ]);
    const renames = Array.from(
      log.matchAll(/:\d+ \d+ ([0-9a-f]+) ([0-9a-f]+) R\d+\0([^\0]+)\0([^\0]+)\0/g),
      ([, before = '', after = '', from = '', to = '']) => ({ before, after, from, to }),
    );
    const edited = renames.filter(({ before, after }) => before !== after);
    const ids = [...new Set(edited.flatMap(({ before, after }) => [before, after]))];
    const texts = await blobs(git, ids);
    // A text that Git does not have equals no other.
    const textsById = new Map(ids.map((id, index) => [id, withoutSpecifiers(texts[index] ?? id)]));
    const moves = new Map<string, string>();
    for (const { before, after, from, to } of renames) {
      if (textsById.get(before) !== textsById.get(after)) continue;
      const [first = from] = Array.from(moves).find(([, path]) => path === from) ?? [];
      moves.set(first, to);
    }
    return moves;
  });

const withoutSpecifiers = (text: string) => text.replace(/(["'])\.{1,2}\/[^"'\n]*\1/g, '');

/** @param paths relative to the working directory of `git`, which is the root of a repository */
async function readHead(git: RunGit, paths: readonly string[]): Promise<CommittedFile[]> {
  const ids = await blobsInHead(git, paths);
  const committedPaths = paths.filter((path) => ids.has(path));
  const texts = await blobs(
    git,
    committedPaths.map((path) => ids.get(path) ?? ''),
  );
  const filters = await filterNames(git, committedPaths);
  return committedPaths.flatMap((path, index) => {
    const text = texts[index];
    const filter = filters.get(path);
    return text === undefined ? [] : [{ path, text, ...(filter !== undefined && { filter }) }];
  });
}

async function blobsInHead(git: RunGit, paths: readonly string[]): Promise<Map<string, string>> {
  // A folder stands for all files in it, whose names could be too many for one command.
  const places = paths.map((path) => `./${path.replace(/[^/]*$/, '') || path}`);
  const tree = await git(['ls-tree', '-z', 'HEAD', ...new Set(places)]);
  const blobs = Array.from(
    tree.matchAll(/(?<=^|\0)100\d{3} blob ([0-9a-f]+)\t([^\0]+)/g),
    ([, id = '', path = '']) => [path, id] as const,
  );
  return new Map(blobs);
}

async function blobs(git: RunGit, ids: readonly string[]): Promise<(string | undefined)[]> {
  // No object has this name, and no text contains Git's message about it, so it marks the end of
  // each text. The stated length is in bytes and not in characters.
  const end = randomUUID();
  const input = ids.map((id) => `${id}\n${end}\n`).join('');
  const answers = await git(['cat-file', '--batch=%(objecttype)'], input);
  return answers
    .split(`\n${end} missing`)
    .slice(0, -1)
    .map((answer) => /^\n?blob\n(.*)$/s.exec(answer)?.[1]);
}

/** Returns the names of filters by path, as attributes state them, independent of the configuration. */
async function filterNames(git: RunGit, paths: readonly string[]): Promise<Map<string, string>> {
  const input = paths.map((path) => `${path}\0`).join('');
  const fields = (await git(['check-attr', '-z', '--stdin', 'filter'], input)).split('\0');
  const filters = new Map<string, string>();
  for (let fieldIndex = 0; fieldIndex + 2 < fields.length; fieldIndex += 3) {
    const [path = '', , value = ''] = fields.slice(fieldIndex, fieldIndex + 3);
    if (!['unspecified', 'unset', 'set'].includes(value)) filters.set(path, value);
  }
  return filters;
}
