import type { CommandDescription, CommandOption } from '../../model/command.js';

export const options = [
  {
    flags: '--check',
    description: 'only compare the record with the templates',
    common: true,
  },
  {
    flags: '--restore <path>',
    description: 'write a generated file that you have deleted',
    repeat: 'list',
    excludes: ['--check'],
    common: true,
  },
  {
    flags: '--no-vendor',
    description: 'install both packages from the registry instead of vendor/',
    common: true,
  },
  {
    flags: '--render',
    description: 'print the files of the record on stdin as JSON, for later versions',
    excludes: ['--check', '--restore', '--no-vendor'],
  },
] as const satisfies readonly CommandOption[];

export default {
  name: 'upgrade',
  group: 'Grow',
  summary: 'Merge newer templates and packages into the project.',
  arguments: [],
  options,
  writes: true,
  startsPrograms: true,
  examples: [
    { command: 'npx -p create-mcp-provider@latest mcp-provider upgrade', does: 'keeps your edits' },
    { command: 'npx mcp-provider upgrade --check', does: 'in CI: is there something to upgrade?' },
  ],
  notes:
    'Exit codes: 0 done or up to date, 1 conflicts are left or --check found changes, 2 could not run.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
