import { randomUUID } from 'node:crypto';
import { dirname, join, relative, sep } from 'node:path';
import { timeLimit } from '../../runtime/src/fetch/time-limit.js';
import type { Host } from '../model/host.js';
import { repositoryOf } from './repository.js';

/** A file as HEAD has it. */
export interface CommittedFile {
  path: string;
  /** As Git would check it out. */
  text: string;
  /** Whether Git makes this version of what is on disk: line ends may differ then, and what a filter drops. */
  isCurrent: boolean;
}

/** Time for all that Git is asked; filters of a repository may need the network. */
const GIT_MS = 10_000;

/** What Git prints, whatever it exits with; nothing where there is no Git, or it needs too long. */
type Git = (words: readonly string[], input?: string) => Promise<string>;

/**
 * Files as HEAD has them, in the repository that holds each, by path. What Git does not say has no entry. No answer
 * depends on the index, whose flags hide changes, and none on attributes that are about diffs.
 * @param paths absolute, without links
 * @throws the reason of `signal`
 */
export async function committedFiles(
  { files, exec }: Pick<Host, 'files' | 'exec'>,
  paths: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CommittedFile>> {
  const repositories = new Map<string, string[]>();
  for (const path of paths) {
    const repository = await repositoryOf(files, dirname(path));
    repositories.set(repository, [...(repositories.get(repository) ?? []), path]);
  }
  const found = new Map<string, CommittedFile>();
  const limit = timeLimit(signal, GIT_MS);
  try {
    for (const [cwd, own] of repositories) {
      const git: Git = async (words, input = '') => {
        const options = { cwd, input, signal: limit.control.signal };
        try {
          return (await exec(['git', ...words], options)).stdout;
        } catch {
          signal.throwIfAborted();
          return '';
        }
      };
      const names = own.map((path) => relative(cwd, path).split(sep).join('/'));
      for (const file of await inHead(git, names)) found.set(join(cwd, file.path), file);
    }
  } finally {
    limit.done();
  }
  return found;
}

/** @param paths relative to the working directory of `git`, the root of a repository */
async function inHead(git: Git, paths: readonly string[]): Promise<CommittedFile[]> {
  const ids = await blobsInHead(git, paths);
  const known = paths.filter((path) => ids.has(path));
  const texts = await checkedOut(
    git,
    known.map((path) => `${ids.get(path)} ${path}`),
  );
  // Git takes lines in the quotes of C.
  const quoted = known.map((path) => `${JSON.stringify(path)}\n`).join('');
  const current = (await git(['hash-object', '--stdin-paths'], quoted)).split('\n');
  return known.flatMap((path, index) => {
    const text = texts[index];
    return text === undefined ? [] : [{ path, text, isCurrent: current[index] === ids.get(path) }];
  });
}

async function blobsInHead(git: Git, paths: readonly string[]): Promise<Map<string, string>> {
  // A folder stands for all files in it: their names could be too many for one command.
  const places = paths.map((path) => `./${path.replace(/[^/]*$/, '') || path}`);
  const tree = await git(['ls-tree', '-z', 'HEAD', ...new Set(places)]);
  const blobs = Array.from(
    tree.matchAll(/(?<=^|\0)100\d{3} blob ([0-9a-f]+)\t([^\0]+)/g),
    ([, id = '', path = '']) => [path, id] as const,
  );
  return new Map(blobs);
}

/**
 * Texts through the filters that a checkout applies.
 * @param blobs each with the path whose filters it goes through
 */
async function checkedOut(git: Git, blobs: readonly string[]): Promise<(string | undefined)[]> {
  // No object has this name, and no text contains what Git says of it: it ends each text, whose length Git does not tell.
  const end = randomUUID();
  const asked = blobs.map((blob) => `${blob}\n${end}\n`).join('');
  const answers = await git(['cat-file', '--batch=%(objecttype)', '--filters'], asked);
  return answers
    .split(`\n${end} missing`)
    .slice(0, -1)
    .map((answer) => /^\n?blob\n(.*)$/s.exec(answer)?.[1]);
}
