import { dirname, join } from 'node:path';
import type { Host } from '../../model/host.js';
import type { Step } from '../../model/plan.js';
import type { ProjectSpec } from '../../model/spec.js';

/** What runs once the files are in place. */
export async function projectSteps(
  { files }: Host,
  root: string,
  { packageManager }: ProjectSpec,
  { git, install }: { git: boolean; install: boolean },
): Promise<Step[]> {
  const isInRepository = await hasAbove(files, root, '.git');
  return [
    ...(git && !isInRepository
      ? [
          {
            id: 'git',
            label: 'Make a git repository',
            command: ['git', 'init', '--quiet'],
            isOptional: true,
          } as const,
        ]
      : []),
    ...(install
      ? ([
          { id: 'install', label: 'Install dependencies', command: [packageManager, 'install'] },
          { id: 'test', label: 'Run the tests', command: [packageManager, 'run', 'test'] },
        ] as const)
      : []),
  ];
}

async function hasAbove(files: Host['files'], directory: string, name: string): Promise<boolean> {
  if ((await files.kind(join(directory, name))) !== null) return true;
  const parent = dirname(directory);
  return parent !== directory && hasAbove(files, parent, name);
}
