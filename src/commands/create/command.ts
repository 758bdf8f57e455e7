import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'create',
  program: 'create-mcp-provider',
  group: 'Create',
  summary: 'Create an MCP provider project. Asks for anything that options do not provide.',
  arguments: [{ name: 'directory', description: 'directory of the project' }],
  options: [],
  writes: true,
  examples: [
    { command: 'npx create-mcp-provider --from demo --yes', does: 'notes in memory, to try' },
    {
      command: 'npx create-mcp-provider acme-mcp --spec acme.yaml --yes',
      does: 'asks no questions',
    },
    { command: 'npx create-mcp-provider', does: 'asks for all settings' },
    {
      command: 'npx create-mcp-provider --from-openapi petstore.yaml --include "#pets"',
      does: 'imports operations of an OpenAPI document',
    },
    {
      command:
        'npx create-mcp-provider acme-mcp --name acme --description "Rooms of Acme" --base-url https://api.acme.dev --auth bearer --tool "get_room: One room" --request "GET /rooms/{room_id}"',
      does: 'one provider from options',
    },
  ],
  details: () => import('./details.js'),
  load: () => import('./run.js'),
} satisfies CommandDescription;
