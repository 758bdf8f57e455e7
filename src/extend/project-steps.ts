import type { Plan, Step } from '../model/plan.js';
import type { PackageManager, ProjectSpec } from '../model/spec.js';
import { FIRST_BRANCH } from './repository.js';

export const installStep = (packageManager: PackageManager): Step => ({
  id: 'install',
  label: 'Install dependencies',
  command: [packageManager, 'install'],
});

/** Returns commands that run after the files are written. */
export function projectSteps(
  { packageManager, repository }: ProjectSpec,
  { git, install }: { git: boolean; install: boolean },
): Step[] {
  return [
    ...(git && !repository
      ? [
          {
            id: 'git',
            label: 'Initialize a Git repository',
            command: ['git', 'init', '--quiet', `--initial-branch=${FIRST_BRANCH}`],
            isOptional: true,
          } as const,
        ]
      : []),
    ...(install
      ? ([
          installStep(packageManager),
          { id: 'test', label: 'Run the tests', command: [packageManager, 'run', 'test'] },
        ] as const)
      : []),
  ];
}

/** Returns the same plan without installation, for users who install later. */
export const withoutInstalling = (plan: Plan): Plan => ({
  ...plan,
  steps: plan.steps.filter(({ id }) => id === 'git'),
});
