import type { CommandDescription, CommandOption } from '../../model/command.js';
import { providerOption, targetOptions } from '../../remote/options.js';

export const options = [
  {
    flags: '--search <search>',
    description: 'how clients search, or the search of "surface: search"',
    choices: ['client', 'find'],
    default: 'client',
    common: true,
  },
  {
    flags: '--min <share>',
    description: 'share of sentences whose tool is among the first five (default: 1)',
    common: true,
  },
  {
    flags: '--submission',
    description: 'print the file for the form of the ChatGPT app directory instead',
  },
  providerOption,
  ...targetOptions,
] as const satisfies readonly CommandOption[];

export default {
  name: 'eval',
  group: 'Check',
  summary: 'Check that a search finds the right tool. Uses no model.',
  arguments: [
    { name: 'table', description: 'YAML file: sentences and their tools', required: true },
    {
      name: 'target',
      description: 'as for "discover" (default: the project in this directory)',
      variadic: true,
    },
  ],
  options,
  writes: false,
  startsPrograms: true,
  examples: [
    { command: 'npx mcp-provider eval prompts.yaml', does: 'the project in this directory' },
    {
      command: 'npx mcp-provider eval prompts.yaml --min 0.85 --json https://mcp.acme.dev/mcp',
      does: 'a remote server, for CI',
    },
  ],
  notes:
    'Exit codes: 0 enough tools are found, 1 fewer are, or a forbidden tool is before the expected one, 2 could not run.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
