import type { CommandDescription, CommandOption } from '../../model/command.js';

export const options = [
  {
    flags: '--credentials <file>',
    description: 'read keys or passwords from a file, "-" for stdin; a line each',
    common: true,
  },
  {
    flags: '--browser',
    description: 'enter keys and passwords on a page',
    common: true,
    excludes: ['--credentials'],
  },
  { flags: '--port <port>', description: 'port of the sign-in on this computer', common: true },
  { flags: '--user <name>', description: 'the local user (local)', common: true },
  { flags: '--no-open', description: 'print the URL and do not open a browser' },
] as const satisfies readonly CommandOption[];

export default {
  name: 'sign-in',
  group: 'Use',
  summary: 'Sign in to the API of a provider.',
  arguments: [{ name: 'provider', description: 'name of the provider' }],
  options,
  writes: false,
  startsPrograms: true,
  examples: [
    { command: 'npx mcp-provider sign-in acme', does: 'asks for a key, or opens the browser' },
    {
      command: 'pass show acme | npx mcp-provider sign-in acme --credentials -',
      does: 'asks nothing',
    },
  ],
  load: () => import('./run.js'),
} satisfies CommandDescription;
