import { join } from 'node:path';
import type { HostFiles } from '../model/host.js';
import { exclusions } from './files.js';
import { isProject, STATE } from './find.js';
import { type Ignoring, ignoringIn } from './gitignore.js';

/** Parts of a project that hold no other one; they can be large. */
const LEFT_OUT = new Set(['node_modules', 'src', 'tests', 'dist']);

/**
 * All projects at or below a directory, in the order of their paths: a monorepo has several. Those that Git ignores there,
 * and that a project leaves out, are none.
 */
export async function projectsBelow(files: HostFiles, directory: string): Promise<string[]> {
  const projects: string[] = [];
  const visit = async (at: string, path: string, ignoring: Ignoring): Promise<void> => {
    const isProjectRoot = await isProject(files, at);
    if (isProjectRoot) projects.push(at);
    const names = await files.list(at);
    if (names.includes(STATE)) ignoring.add(path, await exclusions(files, at));
    if (path !== '' && names.includes('.gitignore'))
      ignoring.add(path, (await files.read(join(at, '.gitignore')).catch(() => null)) ?? '');
    for (const name of names) {
      if (name.startsWith('.') || (isProjectRoot ? LEFT_OUT.has(name) : name === 'node_modules'))
        continue;
      const below = path === '' ? name : `${path}/${name}`;
      if ((await files.kind(join(at, name))) !== 'directory' || ignoring.isIgnored(below, true))
        continue;
      await visit(join(at, name), below, ignoring);
    }
  };
  await visit(directory, '', await ignoringIn(files, directory));
  return projects;
}
