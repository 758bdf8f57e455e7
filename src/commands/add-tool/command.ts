import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'add-tool',
  group: 'Grow',
  summary: 'Add tools to a provider: files, tests, registration.',
  arguments: [
    { name: 'name', description: 'name of the tool, or its request: "GET /rooms?limit=5"' },
  ],
  options: [],
  writes: true,
  examples: [
    { command: 'npx mcp-provider add-tool', does: 'asks for requests' },
    {
      command: 'npx mcp-provider add-tool "POST /rooms name! topic"',
      does: 'a request with its arguments, or a curl command',
    },
    {
      command:
        'npx mcp-provider add-tool get_room --description "One room" --request "GET /rooms/{room_id}"',
      does: 'one tool from options',
    },
    {
      command: 'npx mcp-provider add-tool --provider acme --spec tools.yaml',
      does: 'all tools of a spec',
    },
  ],
  details: () => import('./details.js'),
  load: () => import('./run.js'),
} satisfies CommandDescription;
