import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'add-provider',
  group: 'Grow',
  summary: 'Add a provider to this project.',
  arguments: [{ name: 'name', description: 'name of the provider, such as acme_chat' }],
  options: [],
  writes: true,
  examples: [
    { command: 'npx mcp-provider add-provider --spec acme.yaml', does: 'asks no questions' },
    { command: 'npx mcp-provider add-provider --from github', does: 'tools of a known service' },
    { command: 'npx mcp-provider add-provider', does: 'asks what to connect' },
  ],
  details: () => import('./details.js'),
  load: () => import('./run.js'),
} satisfies CommandDescription;
