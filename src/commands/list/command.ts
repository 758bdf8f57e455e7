import type { CommandDescription } from '../../model/command.js';

export default {
  name: 'list',
  group: 'Check',
  summary: 'List providers, sign-ins, tools, resources and prompts.',
  arguments: [{ name: 'directory', description: 'of the project, or in it' }],
  options: [],
  writes: false,
  examples: [
    { command: 'mcp-provider list', does: 'the project around the working directory' },
    { command: 'mcp-provider list --json', does: 'the same for programs' },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
