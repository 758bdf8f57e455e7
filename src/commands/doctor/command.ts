import type { CommandDescription, CommandOption } from '../../model/command.js';

export const DEFAULT_SECONDS = 10;
/** That of the first provider of a project. */
export const DEFAULT_REDIRECT_URI = 'http://127.0.0.1:8710/auth/callback';

export const options = [
  {
    flags: '--header <header>',
    description:
      'with a token, the list of tools is also checked: "Authorization: Bearer ${TOKEN}"',
    repeat: 'list',
    common: true,
  },
  { flags: '--register', description: 'register a client, which the server keeps', common: true },
  {
    flags: '--client-id <id>',
    description: 'ID of a registered client',
    excludes: ['--register'],
  },
  {
    flags: '--redirect-uri <uri>',
    description: `redirect URI of that client (default: ${DEFAULT_REDIRECT_URI})`,
    needs: ['--client-id', '--register'],
  },
  {
    flags: '--timeout <seconds>',
    description: `time limit of each request (default: ${DEFAULT_SECONDS})`,
  },
] as const satisfies readonly CommandOption[];

export default {
  name: 'doctor',
  group: 'Check',
  summary: 'Find out why sign-in at an MCP server fails.',
  arguments: [{ name: 'url', description: 'URL of the server', required: true }],
  options,
  writes: false,
  startsPrograms: true,
  examples: [
    { command: 'npx mcp-provider doctor https://mcp.acme.dev/mcp', does: 'checks metadata only' },
    {
      command: 'npx mcp-provider doctor https://mcp.acme.dev/mcp --register',
      does: 'also whether a sign-in starts',
    },
  ],
  notes: 'Exit codes: 0 no errors, 1 an error that stops all clients, 2 could not run.',
  load: () => import('./run.js'),
} satisfies CommandDescription;
