import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'add-resource',
  group: 'Grow',
  summary: 'Add a resource: file, test, registration.',
  arguments: [{ name: 'name', description: 'name of the resource, such as room' }],
  options: [],
  writes: true,
  examples: [
    {
      command: 'npx mcp-provider add-resource rooms --uri acme://rooms --path /rooms',
      does: 'a resource with a fixed URI',
    },
    { command: 'npx mcp-provider add-resource', does: 'asks for all settings' },
    {
      command:
        'npx mcp-provider add-resource room --uri "acme://rooms/{room_id}" --path "/rooms/{room_id}"',
      does: 'one with variables',
    },
  ],
  details: () => import('./details.js'),
  load: () => import('./run.js'),
} satisfies CommandDescription;
