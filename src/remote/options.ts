import type { CommandOption } from '../model/command.js';

/** How to reach a server: options of every command with a target. */
export const targetOptions: readonly CommandOption[] = [
  {
    flags: '--header <header>',
    description: 'sent to the URL: "Name: value", where ${NAME} is an environment variable',
    repeat: 'list',
    common: true,
  },
  {
    flags: '--env <name>',
    description: 'environment variable for the command; it gets no others',
    repeat: 'list',
    common: true,
  },
  { flags: '--timeout <seconds>', description: 'of the whole connection (default: 30)' },
];

/** For servers that require OAuth. */
export const signInOptions: readonly CommandOption[] = [
  {
    flags: '--sign-in',
    description: 'sign in to the server with a browser; the token is not stored',
    common: true,
  },
  {
    flags: '--client-id <id>',
    description: 'with --sign-in: a registered client (default: a client is registered)',
  },
];
