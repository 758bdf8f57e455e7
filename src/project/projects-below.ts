import { join } from 'node:path';
import type { HostFiles } from '../model/host.js';
import { excludedPatterns } from './files.js';
import { isProject, STATE } from './find.js';
import { type IgnoreRules, ignoreRulesOf } from './gitignore.js';

/** Folders of a project that contain no other project; they can be large. */
const SKIPPED_FOLDERS = new Set(['node_modules', 'src', 'tests', 'dist']);

/**
 * Returns all projects at or below a directory, sorted by path; a monorepo has several. Projects
 * that Git ignores, or that a project excludes, are skipped.
 */
export async function projectsBelow(files: HostFiles, directory: string): Promise<string[]> {
  const projects: string[] = [];
  const visit = async (folder: string, path: string, ignoreRules: IgnoreRules): Promise<void> => {
    const isProjectRoot = await isProject(files, folder);
    if (isProjectRoot) projects.push(folder);
    const names = await files.list(folder);
    if (names.includes(STATE)) ignoreRules.add(path, await excludedPatterns(files, folder));
    if (path !== '' && names.includes('.gitignore'))
      ignoreRules.add(path, (await files.read(join(folder, '.gitignore')).catch(() => null)) ?? '');
    for (const name of names) {
      if (
        name.startsWith('.') ||
        (isProjectRoot ? SKIPPED_FOLDERS.has(name) : name === 'node_modules')
      )
        continue;
      const relativePath = path === '' ? name : `${path}/${name}`;
      if (
        (await files.kind(join(folder, name))) !== 'directory' ||
        ignoreRules.isIgnored(relativePath, true)
      )
        continue;
      await visit(join(folder, name), relativePath, ignoreRules);
    }
  };
  await visit(directory, '', await ignoreRulesOf(files, directory));
  return projects;
}
