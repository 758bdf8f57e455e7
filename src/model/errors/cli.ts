import { didYouMean } from '../nearest.js';
import { npx } from '../npx.js';
import { CliError } from './cli-error.js';

/** What the command line parser refused, in its own words. `help` is the command that shows what is taken. */
export const usage = (failure: string, complaint: string, help: string, suggestion?: string) =>
  new CliError(
    `usage/${failure}`,
    complaint,
    suggestion ? `Did you mean ${suggestion}?` : `Run "${help}" to see what it takes.`,
  );

export const notAChoice = (flag: string, value: string, choices: readonly string[]) =>
  new CliError(
    'usage/not-a-choice',
    `${flag} cannot be ${JSON.stringify(value)}${didYouMean(value, choices) || '.'}`,
    `It takes one of ${choices.join(', ')}.`,
  );

export const unknownCommand = (name: string, nearest: string | undefined, help: string) =>
  usage('unknown-command', `Unknown command "${name}".`, help, nearest);

/** What is a command of the one program was given to the other, which has no commands. */
export const commandOfTheOther = (words: string) =>
  new CliError(
    'usage/other-program',
    `"create-mcp-provider" makes new projects and has no command "${words}".`,
    `Run "${npx(words)}".`,
  );

export const noCommand = () =>
  new CliError('usage/no-command', 'No command was given.', 'Choose one of the commands above.');

export const cancelled = () =>
  new CliError('cli/cancelled', 'Cancelled.', 'Run the command again to start over.', 130);

export const noWorkingDirectory = (cause: unknown) =>
  new CliError(
    'cli/no-working-directory',
    'The working directory does not exist any more.',
    'Change to another directory and run the command again.',
    2,
    { cause },
  );

/** What nobody foresaw. */
export const bug = (version: string, cause: unknown) =>
  new CliError(
    'cli/bug',
    `This is a bug in create-mcp-provider ${version}: ${cause instanceof Error ? cause.message : String(cause)}`,
    'Run the command again with --debug, and report it with what was printed.',
    2,
    { cause },
  );
