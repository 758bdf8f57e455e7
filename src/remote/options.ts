import type { CommandOption } from '../model/command.js';

/** How to reach a server. */
const connectionOptions: readonly CommandOption[] = [
  {
    flags: '--header <header>',
    description: 'sent to the URL: "Name: value", where ${NAME} is an environment variable',
    repeat: 'list',
    common: true,
  },
  {
    flags: '--env <name>',
    description: 'environment variable to pass to the command',
    repeat: 'list',
    common: true,
  },
];

const timeoutOption = (description: string): CommandOption => ({
  flags: '--timeout <seconds>',
  description,
});

/** Of commands that read what a server offers. */
export const targetOptions: readonly CommandOption[] = [
  ...connectionOptions,
  timeoutOption('of the whole connection (default: 30)'),
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
    needs: ['--sign-in'],
  },
];

/** Of commands that start the server of a project. */
export const providerOption: CommandOption = {
  flags: '--provider <name>',
  description: 'provider of the project, if it has several',
  suggest: 'providers',
};

/** Options of commands that use the project in the current directory where no target is named. */
export const sessionOptions: readonly CommandOption[] = [
  providerOption,
  ...connectionOptions,
  timeoutOption('to connect (default: 30), then of each call (default: 60, in a terminal 600)'),
];
