import { pluralize } from '../counted.js';
import { didYouMean } from '../nearest.js';
import { npx } from '../npx.js';
import { CliError } from './cli-error.js';

/** A fault that the command line parser found, with its message. */
export const usage = (failure: string, complaint: string, hint: string) =>
  new CliError(`usage/${failure}`, complaint, hint);

/** What was probably meant, else the command that shows the usage. */
export const usageHint = (help: string, meant: string | undefined) =>
  meant ? `Did you mean ${meant}?` : `Run "${help}" for usage.`;

/** The values are not repeated: they can contain credentials. @param hint what to do instead */
export const optionTwice = (flag: string, hint = 'Remove one of them.') =>
  new CliError('usage/option-twice', `"${flag}" has two values.`, hint, 2, {
    next: () => `# ${hint}`,
  });

/** Often the rest of a value, `--request GET /rooms`. @param advice empty, or a sentence with a blank behind it */
export const tooManyArguments = (
  given: readonly string[],
  most: number,
  advice: string,
  help: string,
) =>
  new CliError(
    'usage/excess-arguments',
    `Expected ${pluralize(most, 'argument')}, not ${given.length}: ${given.map((text) => JSON.stringify(text)).join(', ')}.`,
    `${advice}Put quotes around values that contain spaces, such as --request "GET /rooms", or run "${help}" for usage.`,
  );

/** Choices in a hint. */
const LISTED = 10;

export const notAChoice = (flag: string, value: string, choices: readonly string[]) =>
  new CliError(
    'usage/not-a-choice',
    `Invalid value ${JSON.stringify(value)} for ${flag}${didYouMean(value, choices) || '.'}`,
    choices.length > LISTED
      ? `Choose one of ${choices.slice(0, LISTED).join(', ')} and ${choices.length - LISTED} more, which "--help --all" lists.`
      : `Choose one of ${choices.join(', ')}.`,
  );

const anyOf = (options: readonly string[]) => options.map((each) => `"${each}"`).join(' or ');

/** @param needed one of them */
export const optionNeeds = (option: string, needed: readonly string[]) =>
  new CliError(
    'usage/option-needs',
    `"${option}" requires ${anyOf(needed)}.`,
    `Add ${anyOf(needed)}, or omit "${option}".`,
  );

export const optionsTogether = (one: string, other: string) =>
  new CliError(
    'usage/options-together',
    `"${one}" and "${other}" cannot be used together.`,
    'Remove one of them.',
  );

/** @param own options of the source alone */
export const uselessForSource = (option: string, source: string, own: readonly string[]) =>
  new CliError(
    'usage/source-option',
    `"${option}" has no meaning for ${source}.`,
    own.length === 0 ? 'Omit it.' : `Omit it. Options of ${source}: ${own.join(', ')}.`,
  );

export const unknownCommand = (name: string, nearest: string | undefined, help: string) =>
  usage('unknown-command', `Unknown command "${name}".`, usageHint(help, nearest));

/** A command of `mcp-provider` was given to `create-mcp-provider`, which has no commands. */
export const commandOfTheOther = (command: string) =>
  new CliError(
    'usage/other-program',
    `"create-mcp-provider" creates projects and has no command "${command}".`,
    `Run "${npx(command)}". To create a project in the directory "${command}", enter "./${command}".`,
  );

/** The name of a directory that is nearly that of a command of `mcp-provider`. */
export const nearlyACommand = (word: string, command: string) =>
  new CliError(
    'usage/other-program',
    `"create-mcp-provider" creates projects and has no command "${word}"; did you mean "${command}"?`,
    `Run "${npx(command)}". To create a project in the directory "${word}", enter "./${word}".`,
  );

export const noCommand = () =>
  new CliError('usage/no-command', 'A command is required.', 'Choose one of the commands above.');

export const runCancelled = () =>
  new CliError('cli/cancelled', 'Cancelled.', 'Run the command again to start over.', 130);

export const noWorkingDirectory = (cause: unknown) =>
  new CliError(
    'cli/no-working-directory',
    'The working directory no longer exists.',
    'Change to another directory and run the command again.',
    2,
    { cause },
  );

/** An error that no code expects. */
export const bug = (version: string, cause: unknown) =>
  new CliError(
    'cli/bug',
    `This is a bug in create-mcp-provider ${version}: ${cause instanceof Error ? cause.message : String(cause)}`,
    'Run the command again with --debug, and report the output.',
    2,
    { cause },
  );

/** `sources` have the option. */
export const otherSource = (flag: string, source: string, sources: readonly string[]) =>
  new CliError(
    'import/option',
    `"import ${source}" has no option "${flag}".`,
    `Omit it: it is an option of ${sources.map((each) => `"import ${each}"`).join(' and ')}.`,
  );
