import type { CommandDescription } from '../../model/command.js';
import { resourceOptions } from '../../spec/flags/resource.js';
import { kindOptions } from '../../kinds/options.gen.js';
import { partOptions } from '../grow/options.js';

export default {
  name: 'add-resource',
  group: 'Grow',
  summary: 'Add a resource to a provider: file, test, registration.',
  arguments: [{ name: 'name', description: 'name of the resource, such as room' }],
  options: [...partOptions, ...resourceOptions(kindOptions)],
  writes: true,
  examples: [
    { command: 'mcp-provider add-resource', does: 'asks for all settings' },
    {
      command:
        'mcp-provider add-resource room --uri "acme://rooms/{room_id}" --path "/rooms/{room_id}"',
      does: 'a resource from options',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
