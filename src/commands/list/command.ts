import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'list',
  group: 'Check',
  summary: 'List providers with their sign-ins and tools.',
  arguments: [{ name: 'directory', description: 'a directory in the project' }],
  options: [],
  writes: false,
  examples: [
    { command: 'npx mcp-provider list', does: 'the project that contains the working directory' },
    { command: 'npx mcp-provider list --json', does: 'the same as JSON' },
  ],
  notes:
    'Exit codes: 0 all providers can be served, 1 one has no complete entry in provider-config.yaml.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
