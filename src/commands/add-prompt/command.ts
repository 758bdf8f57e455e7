import type { CommandDescription } from '../../model/command.js';
import { promptOptions } from '../../spec/flags/prompt.js';
import { partOptions } from '../grow/options.js';

export default {
  name: 'add-prompt',
  group: 'Grow',
  summary: 'Add a prompt to a provider: file, test, registration.',
  arguments: [{ name: 'name', description: 'name of the prompt, such as sum_up_room' }],
  options: [...partOptions, ...promptOptions()],
  writes: true,
  examples: [
    { command: 'mcp-provider add-prompt', does: 'asks for all settings' },
    {
      command:
        'mcp-provider add-prompt sum_up_room --text "Sum up the room {room_id}." --argument "room_id! Which room"',
      does: 'a prompt from options',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
