import type { CommandDescription, CommandOption } from '../../model/command.js';
import {
  providerOption,
  signInOptions,
  targetArgument,
  targetOptions,
} from '../../remote/options.js';

export const options = [
  providerOption,
  ...targetOptions,
  ...signInOptions,
] as const satisfies readonly CommandOption[];

export default {
  name: 'discover',
  group: 'Check',
  summary: 'Show what an MCP server offers. Also shows whether it requires sign-in.',
  arguments: [targetArgument],
  options,
  writes: false,
  startsPrograms: true,
  examples: [
    { command: 'npx mcp-provider discover', does: 'the project in this directory' },
    { command: 'npx mcp-provider discover https://mcp.acme.dev/mcp', does: 'a remote server' },
    {
      command: 'npx mcp-provider discover -- npx -y @modelcontextprotocol/server-everything',
      does: 'a program on this machine, which runs for this command',
    },
    {
      command: `npx mcp-provider discover https://mcp.acme.dev/mcp --header 'X-Api-Key: \${ACME_KEY}'`,
      does: 'with a key from an environment variable',
    },
  ],
  notes:
    'Exit codes: 0 everything is listed, 1 the server requires sign-in, a list failed or a tool is invalid, 2 no connection.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
