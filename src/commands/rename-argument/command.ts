import type { CommandDescription } from '../../model/command.js';
import { providerOption } from '../../options/shared-options.js';

export default {
  name: 'rename-argument',
  group: 'Grow',
  summary: 'Rename an argument of a tool; requests keep the name that they send.',
  arguments: [
    { name: 'tool', description: 'name of the tool' },
    { name: 'name', description: 'name of the argument' },
    { name: 'new-name', description: 'its new name, such as query' },
  ],
  options: [providerOption],
  writes: true,
  examples: [
    {
      command: 'npx mcp-provider rename-argument find_rooms text query',
      does: 'asks before it writes',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
