import { npx } from '../npx.js';
import { didYouMean } from '../text/nearest.js';
import { pluralize } from '../text/pluralize.js';
import { CliError } from './cli-error.js';

/** Returns the error for a fault that the command line parser found, with its message. */
export const usage = (failure: string, complaint: string, hint: string) =>
  new CliError(`usage/${failure}`, complaint, hint);

/** Returns a suggestion of what was probably meant, or else the command that shows the usage. */
export const usageHint = (help: string, suggestion: string | undefined) =>
  suggestion ? `Did you mean ${suggestion}?` : `Run "${help}" for usage.`;

/** The values are not repeated: they can contain credentials. @param hint what to do instead */
export const optionTwice = (flag: string, hint = 'Remove one of them.') =>
  new CliError('usage/option-twice', `"${flag}" has two values.`, hint, {
    next: () => `# ${hint}`,
  });

/**
 * The words are often the rest of a value, as in `--request GET /rooms`.
 * @param advice empty, or a sentence followed by a blank
 */
export const tooManyArguments = (
  words: readonly string[],
  maximum: number,
  advice: string,
  help: string,
) =>
  new CliError(
    'usage/excess-arguments',
    `Expected ${pluralize(maximum, 'argument')}, not ${words.length}: ${words.map((text) => JSON.stringify(text)).join(', ')}.`,
    `${advice}Put quotes around values that contain spaces, such as --request "GET /rooms", or run "${help}" for usage.`,
  );

/** Maximum number of choices in a hint. */
const MAX_LISTED = 10;

export const notAChoice = (flag: string, value: string, choices: readonly string[]) =>
  new CliError(
    'usage/not-a-choice',
    `Invalid value ${JSON.stringify(value)} for ${flag}${didYouMean(value, choices) || '.'}`,
    choices.length > MAX_LISTED
      ? `Choose one of ${choices.slice(0, MAX_LISTED).join(', ')} and ${choices.length - MAX_LISTED} more, which "--help --all" lists.`
      : `Choose one of ${choices.join(', ')}.`,
  );

const alternatives = (options: readonly string[]) =>
  options.map((option) => `"${option}"`).join(' or ');

/** @param requiredOptions options of which one is required */
export const optionNeeds = (option: string, requiredOptions: readonly string[]) =>
  new CliError(
    'usage/option-needs',
    `"${option}" requires ${alternatives(requiredOptions)}.`,
    `Add ${alternatives(requiredOptions)}, or omit "${option}".`,
  );

export const optionsTogether = (firstOption: string, secondOption: string) =>
  new CliError(
    'usage/options-together',
    `"${firstOption}" and "${secondOption}" cannot be used together.`,
    'Remove one of them.',
  );

/** @param sourceOptions options that only this source has */
export const uselessForSource = (
  option: string,
  source: string,
  sourceOptions: readonly string[],
) =>
  new CliError(
    'usage/source-option',
    `"${option}" has no meaning for ${source}.`,
    sourceOptions.length === 0
      ? 'Omit it.'
      : `Omit it. Options of ${source}: ${sourceOptions.join(', ')}.`,
  );

/** A URL where the directory is expected. It is not repeated: it can contain a password. */
export const urlAsDirectory = () =>
  new CliError(
    'usage/url-as-directory',
    'The directory is a URL.',
    'Name what to connect with --from, such as --from https://api.example.com/openapi.json.',
  );

export const unknownCommand = (name: string, nearest: string | undefined, help: string) =>
  usage('unknown-command', `Unknown command "${name}".`, usageHint(help, nearest));

/** `create-mcp-provider`, which has no commands, got a command of `mcp-provider`. */
export const commandOfTheOther = (command: string) =>
  new CliError(
    'usage/other-program',
    `"create-mcp-provider" creates projects and has no command "${command}".`,
    `Run "${npx(command)}". To create a project in the directory "${command}", enter "./${command}".`,
  );

/** The name of the directory is similar to a command of `mcp-provider`. */
export const nearlyACommand = (word: string, command: string) =>
  new CliError(
    'usage/other-program',
    `"create-mcp-provider" creates projects and has no command "${word}"; did you mean "${command}"?`,
    `Run "${npx(command)}". To create a project in the directory "${word}", enter "./${word}".`,
  );

export const noCommand = () =>
  new CliError('usage/no-command', 'A command is required.', 'Choose one of the commands above.');

export const runCancelled = () =>
  new CliError('cli/cancelled', 'Cancelled.', 'Run the command again to start over.', {
    exit: 130,
  });

export const noWorkingDirectory = (cause: unknown) =>
  new CliError(
    'cli/no-working-directory',
    'The working directory no longer exists.',
    'Change to another directory and run the command again.',
    { cause },
  );

/** An unexpected error, which is a defect. */
export const bug = (version: string, cause: unknown) =>
  new CliError(
    'cli/bug',
    `This is a bug in create-mcp-provider ${version}: ${cause instanceof Error ? cause.message : String(cause)}`,
    'Run the command again with --debug, and report the output.',
    { cause },
  );

/** @param sources that have the option */
export const otherSource = (flag: string, source: string, sources: readonly string[]) =>
  new CliError(
    'import/option',
    `"import ${source}" has no option "${flag}".`,
    `Omit it: it is an option of ${sources.map((source) => `"import ${source}"`).join(' and ')}.`,
  );
