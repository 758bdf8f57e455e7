import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'add-resource',
  group: 'Grow',
  summary: 'Add a resource: file, test, registration.',
  arguments: [{ name: 'name', description: 'name of the resource, such as room' }],
  options: [],
  writes: true,
  examples: [
    { command: 'mcp-provider add-resource', does: 'asks for all settings' },
    {
      command:
        'mcp-provider add-resource room --uri "acme://rooms/{room_id}" --path "/rooms/{room_id}"',
      does: 'a resource from options',
    },
  ],
  details: () => import('./details.js'),
  load: () => import('./run.js'),
} satisfies CommandDescription;
