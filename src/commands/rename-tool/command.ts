import type { CommandDescription } from '../../model/command.js';
import { providerOption } from '../../options/shared-options.js';

export default {
  name: 'rename-tool',
  group: 'Grow',
  summary: 'Rename a tool everywhere in the project.',
  arguments: [
    { name: 'name', description: 'name of the tool' },
    { name: 'new-name', description: 'its new name, such as read_room' },
  ],
  options: [providerOption],
  writes: true,
  examples: [
    { command: 'npx mcp-provider rename-tool get_room read_room', does: 'asks before it writes' },
    {
      command: 'npx mcp-provider rename-tool get_room read_room --dry-run --diff',
      does: 'shows the changes',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
