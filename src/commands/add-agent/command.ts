import type { CommandDescription, CommandOption } from '../../model/command.js';

export const options = [
  { flags: '--instructions <text>', description: 'task of the agent', common: true },
  {
    flags: '--model <name>',
    description: 'name of the model; the environment variable MODEL_NAME takes precedence',
    common: true,
  },
] as const satisfies readonly CommandOption[];

export default {
  name: 'add-agent',
  group: 'Grow',
  summary: 'Add a language model that uses the tools.',
  arguments: [],
  options,
  writes: true,
  examples: [
    {
      command: 'npx mcp-provider add-agent --instructions "You find rooms." --yes',
      does: 'asks no questions',
    },
    { command: 'npx mcp-provider add-agent', does: 'asks for the instructions and the model' },
  ],
  notes:
    'The agent runs in the terminal (node dist/server.js --chat) and at POST /agents/chat, for the user of the access token.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
