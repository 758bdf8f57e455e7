import type { CommandDescription } from '../../model/command.js';
import { toolOptions } from '../../spec/flags/table.js';
import { typesText } from '../../spec/flags/type-help.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { partOptions } from '../grow/options.js';
import { openApiOptions } from '../openapi/options.js';

export default {
  name: 'add-tool',
  group: 'Grow',
  summary: 'Add tools to a provider: files, tests, registration.',
  arguments: [{ name: 'name', description: 'name of the tool, such as send_message' }],
  options: [
    ...partOptions,
    ...openApiOptions,
    {
      flags: '--description <text>',
      description: 'description of the named tool',
      common: true,
      group: 'Tools',
    },
    ...toolOptions(kindOptions),
  ],
  writes: true,
  examples: [
    { command: 'mcp-provider add-tool', does: 'asks for all settings' },
    {
      command:
        'mcp-provider add-tool get_room --description "One room" --request "GET /rooms/{room_id}"',
      does: 'one tool from options',
    },
    {
      command: 'mcp-provider add-tool --provider acme --spec tools.yaml',
      does: 'all tools of a spec',
    },
  ],
  notes: typesText,
  load: () => import('./run.js'),
} satisfies CommandDescription;
