import type { CommandDescription, CommandOption } from '../../model/command.js';
import { sessionOptions, targetArgument } from '../../remote/options.js';

export const options = [
  {
    flags: '--allow <tool>',
    description: 'call this tool without a confirmation',
    repeat: 'list',
    common: true,
  },
  {
    flags: '--servers <file>',
    description: 'file with several servers, of any MCP client',
    excludes: ['--provider', '--header', '--env'],
  },
  ...sessionOptions,
] as const satisfies readonly CommandOption[];

export default {
  name: 'chat',
  group: 'Use',
  summary: 'Chat with a language model that uses MCP tools.',
  arguments: [targetArgument],
  options,
  writes: false,
  startsPrograms: true,
  examples: [
    {
      command: 'npx mcp-provider chat https://mcp.acme.dev/mcp',
      does: 'with the tools of a remote server',
    },
    { command: 'npx mcp-provider chat', does: 'with the tools of the project in this directory' },
    {
      command: 'echo "Which rooms are free?" | npx mcp-provider chat',
      does: 'one message, without a terminal',
    },
  ],
  notes:
    'Environment variables: MODEL_NAME, then OPENAI_API_KEY or ANTHROPIC_API_KEY; or MODEL_URL and MODEL_KEY\n' +
    '(MODEL_API: openai or anthropic). MODEL_MAX_TOKENS, MODEL_PRICE_INPUT and MODEL_PRICE_OUTPUT are optional.\n' +
    'Exit codes without a terminal: 0 the model responded, 1 it did not, or a tool needs a confirmation,\n' +
    '2 the model was not asked, 130 cancelled.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
