import { randomUUID } from 'node:crypto';
import { dirname, join, relative, sep } from 'node:path';
import { timeLimit } from '../../runtime/src/fetch/time-limit.js';
import { READING_GIT, readingGit } from '../model/git.js';
import type { Host } from '../model/host.js';
import { repositoryOf } from './repository.js';

/** A file as HEAD has it. */
export interface CommittedFile {
  path: string;
  /** As it is stored: line ends, and what a filter makes of it, can differ on disk. */
  text: string;
  /** The filter of gitattributes(5) that a checkout applies. It is a program, which is not run. */
  filter?: string;
}

/** Time for all that Git is asked. */
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
        const options = { cwd, env: READING_GIT, input, signal: limit.control.signal };
        try {
          return (await exec(readingGit(...words), options)).stdout;
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
  const committed = paths.filter((path) => ids.has(path));
  const texts = await blobs(
    git,
    committed.map((path) => ids.get(path) ?? ''),
  );
  const filters = await filtersOf(git, committed);
  return committed.flatMap((path, index) => {
    const text = texts[index];
    const filter = filters.get(path);
    return text === undefined ? [] : [{ path, text, ...(filter !== undefined && { filter }) }];
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

async function blobs(git: Git, ids: readonly string[]): Promise<(string | undefined)[]> {
  // No object has this name, and no text contains what Git says of it: it ends each text, whose length in bytes helps little.
  const end = randomUUID();
  const input = ids.map((id) => `${id}\n${end}\n`).join('');
  const answers = await git(['cat-file', '--batch=%(objecttype)'], input);
  return answers
    .split(`\n${end} missing`)
    .slice(0, -1)
    .map((answer) => /^\n?blob\n(.*)$/s.exec(answer)?.[1]);
}

/** The names of filters, by path: those that attributes state, whatever the configuration makes of them. */
async function filtersOf(git: Git, paths: readonly string[]): Promise<Map<string, string>> {
  const input = paths.map((path) => `${path}\0`).join('');
  const fields = (await git(['check-attr', '-z', '--stdin', 'filter'], input)).split('\0');
  const filters = new Map<string, string>();
  for (let at = 0; at + 2 < fields.length; at += 3) {
    const [path = '', , value = ''] = fields.slice(at, at + 3);
    if (!['unspecified', 'unset', 'set'].includes(value)) filters.set(path, value);
  }
  return filters;
}
