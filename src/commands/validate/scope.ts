import { relative, resolve, sep } from 'node:path';
import { noDirectory, noProjectAbove, noProjectDirectory } from '../../model/errors/project.js';
import type { HostFiles } from '../../model/host.js';
import { projectAbove, projectsBelow, repositoryOf } from '../../project/find.js';

/** What is checked; all paths are absolute. */
export interface Scope {
  /** Of the repository the projects lie in: reports name files from here, so that code hosts find them. */
  root: string;
  /** The project, or the directory that holds all of them. */
  base: string;
  projects: readonly string[];
}

/**
 * All projects at or below `directory`, else the one it lies in; without a directory, the one `cwd` lies in.
 * @throws CliError `project/not-found`, `project/no-directory`, `project/not-a-directory`, `disk/refused`
 */
export async function scopeOf(
  files: HostFiles,
  cwd: string,
  directory: string | undefined,
): Promise<Scope> {
  const named = resolve(cwd, directory ?? '.');
  if ((await files.kind(named)) === null) throw noDirectory(directory ?? cwd);
  // A repository holds a link as such: code hosts know the files behind it by their own names only.
  const start = await files.realPath(named);
  if ((await files.kind(start)) !== 'directory') throw noProjectDirectory(directory ?? cwd);
  const projects = directory === undefined ? [] : await projectsBelow(files, start);
  if (projects.length === 0) {
    const notFound = directory === undefined ? noProjectAbove : undefined;
    projects.push(await projectAbove(files, start, notFound));
  }
  const base = (projects.length === 1 ? projects[0] : undefined) ?? start;
  return { root: await repositoryOf(files, base), base, projects };
}

/** The way down from one directory to another, with `/`; empty where they are the same. */
export const wayDown = (from: string, to: string) => relative(from, to).split(sep).join('/');
