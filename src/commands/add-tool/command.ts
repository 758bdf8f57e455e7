import type { CommandDescription } from '../../model/command.js';
import { toolOptions } from '../../spec/flags/table.js';
import { typesText } from '../../spec/flags/type-help.js';
import { partOptions } from '../grow/options.js';

export default {
  name: 'add-tool',
  group: 'Grow',
  summary: 'Add tools to a provider: files, tests, registration.',
  arguments: [{ name: 'name', description: 'of the tool, such as send_message' }],
  options: [
    ...partOptions,
    { flags: '--description <text>', description: 'what the named tool does', group: 'Tools' },
    ...toolOptions(),
  ],
  writes: true,
  examples: [
    { command: 'mcp-provider add-tool', does: 'asks for everything' },
    {
      command:
        'mcp-provider add-tool get_room --description "One room" --request "GET /rooms/{room_id}"',
      does: 'one tool in flags',
    },
    {
      command: 'mcp-provider add-tool --provider acme --spec tools.yaml',
      does: 'as many as the spec has',
    },
  ],
  notes: typesText,
  load: () => import('./run.js'),
} satisfies CommandDescription;
