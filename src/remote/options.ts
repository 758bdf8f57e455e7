import type { CommandArgument, CommandOption, OptionValues } from '../model/command.js';

/** Time limits without `--timeout`. */
export const CONNECTION_SECONDS = 30;
export const CALL_SECONDS = 60;
/** Longer, because a user may fill in forms. */
export const CALL_WITH_USER_SECONDS = 600;

export const targetArgument = {
  name: 'target',
  description:
    'URL of the server, the command that starts it, or directory of a project (default: this one)',
  variadic: true,
} as const satisfies CommandArgument;

/** Options about how to reach a server. */
const connectionOptions = [
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
] as const satisfies readonly CommandOption[];

const timeoutOption = (description: string) =>
  ({ flags: '--timeout <seconds>', description, common: true }) as const satisfies CommandOption;

/** Options of commands that read the offer of a server. */
export const targetOptions = [
  ...connectionOptions,
  timeoutOption(`of the whole connection (default: ${CONNECTION_SECONDS})`),
] as const satisfies readonly CommandOption[];

/** Options for servers that require OAuth. */
export const signInOptions = [
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
] as const satisfies readonly CommandOption[];

export type DiscoveryOptions = OptionValues<[...typeof targetOptions, ...typeof signInOptions]>;

/** Options of commands that start the server of a project. */
export const providerOption = {
  flags: '--provider <name>',
  description: 'provider of the project, if it has several',
  common: true,
} as const satisfies CommandOption;

/** Options of commands that use the project in the current directory if no target is named. */
export const sessionOptions = [
  providerOption,
  ...connectionOptions,
  timeoutOption(
    `to connect (default: ${CONNECTION_SECONDS}), then of each call (default: ${CALL_SECONDS}, in a terminal ${CALL_WITH_USER_SECONDS})`,
  ),
] as const satisfies readonly CommandOption[];

export type SessionOptions = OptionValues<typeof sessionOptions>;
