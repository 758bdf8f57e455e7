import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'rename-provider',
  group: 'Grow',
  summary: 'Rename a provider everywhere in the project.',
  arguments: [
    { name: 'name', description: 'name of the provider' },
    { name: 'new-name', description: 'its new name, such as acme_chat' },
  ],
  options: [],
  writes: true,
  examples: [
    { command: 'npx mcp-provider rename-provider acme acme_chat', does: 'asks before it writes' },
    {
      command: 'npx mcp-provider rename-provider acme acme_chat --dry-run --diff',
      does: 'shows the changes',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
