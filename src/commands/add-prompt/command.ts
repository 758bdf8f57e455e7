import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'add-prompt',
  group: 'Grow',
  summary: 'Add a prompt to a provider: file, test, registration.',
  arguments: [{ name: 'name', description: 'name of the prompt, such as sum_up_room' }],
  options: [],
  writes: true,
  examples: [
    {
      command: 'npx mcp-provider add-prompt sum_up --text "Sum up room {room_id}."',
      does: 'an argument for each name in braces',
    },
    { command: 'npx mcp-provider add-prompt', does: 'asks for all settings' },
    {
      command:
        'npx mcp-provider add-prompt sum_up_room --text "Sum up the room {room_id}." --argument "room_id! Which room"',
      does: 'a prompt from options',
    },
  ],
  details: () => import('./details.js'),
  load: () => import('./run.js'),
} satisfies CommandDescription;
