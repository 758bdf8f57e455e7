import type { CommandDescription, CommandOption } from '../../model/command.js';
import { CALL_SECONDS, CONNECTION_SECONDS } from '../../remote/options.js';
import { reporterIds } from '../../reporters/ids.gen.js';

export const options = [
  {
    flags: '--provider <name>',
    description: 'only the calls of this provider',
    common: true,
  },
  {
    flags: '--format <format>',
    description: 'format of a report, as of "validate"',
    choices: reporterIds,
    excludes: ['--dry-run'],
    common: true,
  },
  { flags: '--dry-run', description: 'list the calls, and make none', common: true },
  {
    flags: '--timeout <seconds>',
    description: `to connect (default: ${CONNECTION_SECONDS}), then of each call (default: ${CALL_SECONDS})`,
  },
] as const satisfies readonly CommandOption[];

export default {
  name: 'drift',
  group: 'Check',
  summary: 'Report what an API has changed. Repeats recorded calls.',
  arguments: [{ name: 'directory', description: 'a directory in the project' }],
  options,
  writes: false,
  startsPrograms: true,
  examples: [
    { command: 'npx mcp-provider drift', does: 'all recorded calls of tools that only read' },
    {
      command: 'npx mcp-provider drift --format sarif > drift.sarif',
      does: 'for code scanning',
    },
  ],
  notes:
    'Reports have JSON paths and types, never values. Only tools with "readOnlyHint: true" are called.\n' +
    'Exit codes: 0 same, 1 the API has changed, 2 could not run, 3 not now: later, sign in, record.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
