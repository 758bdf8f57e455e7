import type { CommandDescription, CommandOption } from '../../model/command.js';

export const options = [
  {
    flags: '--check',
    description: 'only compare with the last release',
    common: true,
  },
  {
    flags: '--renew',
    description: 'lock the definitions without a comparison',
    excludes: ['--check'],
    common: true,
  },
] as const satisfies readonly CommandOption[];

export default {
  name: 'lock',
  group: 'Check',
  summary: 'Check and lock what a release changes for clients.',
  arguments: [{ name: 'directory', description: 'a directory in the project' }],
  options,
  writes: true,
  startsPrograms: true,
  examples: [
    { command: 'npx mcp-provider lock --check', does: 'shows the changes since the last release' },
    { command: 'npx mcp-provider lock', does: 'for a release: what "npm version" runs' },
  ],
  notes:
    'Exit codes: 0 the version allows the changes, 1 it is too low, 2 could not run, such as without a lock of the last release.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
