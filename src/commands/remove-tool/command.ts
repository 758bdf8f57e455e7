import type { CommandDescription } from '../../model/command.js';
import { providerOption } from '../../options/shared-options.js';

export default {
  name: 'remove-tool',
  group: 'Grow',
  summary: 'Remove a tool, its files and its test.',
  arguments: [{ name: 'name', description: 'name of the tool' }],
  options: [providerOption],
  writes: true,
  examples: [
    { command: 'npx mcp-provider remove-tool delete_room', does: 'asks before it deletes' },
    {
      command: 'npx mcp-provider remove-tool delete_room --dry-run --diff',
      does: 'shows the changes',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
