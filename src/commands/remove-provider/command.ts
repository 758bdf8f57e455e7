import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'remove-provider',
  group: 'Grow',
  summary: 'Remove a provider, its tests and its settings.',
  arguments: [{ name: 'name', description: 'name of the provider' }],
  options: [],
  writes: true,
  examples: [
    { command: 'npx mcp-provider remove-provider acme', does: 'asks before it deletes' },
    { command: 'npx mcp-provider remove-provider acme --dry-run', does: 'shows the plan' },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
