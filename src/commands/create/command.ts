import type { CommandDescription } from '../../model/command.js';
import { sdkLines, storeKinds } from '../../model/spec.js';
import { authStyles } from '../../styles/register.gen.js';
import { providerOptions } from '../../spec/flags/table.js';
import { typesText } from '../../spec/flags/type-help.js';

export default {
  name: 'create',
  program: 'create-mcp-provider',
  group: 'Create',
  summary: 'Write a new MCP provider project; asks for what flags and specs do not say.',
  arguments: [{ name: 'directory', description: 'where the project goes' }],
  options: [
    {
      flags: '--spec <file>',
      description:
        'a provider described in YAML or JSON, "-" for stdin; may be given several times',
      repeat: 'list',
    },
    {
      flags: '--sdk <line>',
      description: 'line of the MCP TypeScript SDK (v2)',
      choices: sdkLines,
    },
    {
      flags: '--store <kind>',
      description: 'keep credentials where several servers can share them, too',
      choices: storeKinds,
    },
    { flags: '--git', description: 'make a git repository', negatable: true },
    ...providerOptions(authStyles),
  ],
  writes: true,
  examples: [
    { command: 'create-mcp-provider', does: 'asks for everything' },
    { command: 'create-mcp-provider acme-mcp --spec acme.yaml --yes', does: 'asks for nothing' },
    {
      command:
        'create-mcp-provider acme-mcp --name acme --description "Rooms of Acme" --base-url https://api.acme.dev --auth bearer --tool "get_room: One room" --request "GET /rooms/{room_id}"',
      does: 'a provider in flags',
    },
  ],
  notes: typesText,
  load: () => import('./run.js'),
} satisfies CommandDescription;
