import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';
import { ROOT } from '../cli/spawn.js';
import { write } from '../e2e/projects/extended.js';
import { TSC } from '../e2e/projects/together.js';
import type { Tree } from './base-project.js';

/**
 * Compiles projects with their own settings, and returns the errors. The projects lie side by side; those with the same
 * settings share a program.
 */
export function compile(projects: Readonly<Record<string, Tree>>): string[] {
  const folder = temporaryFolder();
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  const groups = new Map<string, string[]>();
  for (const [name, tree] of Object.entries(projects)) {
    write(join(folder, name), tree);
    for (const [path, text] of Object.entries(tree))
      if (/(^|\/)tsconfig\.json$/.test(path))
        groups.set(text, [...(groups.get(text) ?? []), dirname(join(name, path))]);
  }
  return [...groups].flatMap(([text, roots]) => {
    const { include, ...settings } = JSON.parse(text) as { include: string[] };
    const all = roots.flatMap((root) => include.map((path) => join(root, path)));
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ ...settings, include: all }));
    const { status, stdout } = spawnSync(process.execPath, [TSC], { cwd: folder });
    const found = String(stdout).trimEnd().split('\n');
    return status === 0 ? [] : found;
  });
}
