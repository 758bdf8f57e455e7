import { cliCommand } from '../npx.js';
import { didYouMean } from '../text/nearest.js';
import { shellWords } from '../text/shell-words.js';
import { CliError } from './cli-error.js';

/** Maximum number of names in a hint. */
const MAX_NAMES = 20;

const listOfNames = (names: readonly string[]): string => {
  const rest = names.length - MAX_NAMES;
  return names.slice(0, MAX_NAMES).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
};

export const toolRequired = () =>
  new CliError(
    'call/tool',
    'The tool is missing.',
    `Name it: "${cliCommand('call TOOL')}". "${cliCommand('discover')}" lists the tools of the project.`,
  );

export const unknownTool = (name: string, names: readonly string[]) =>
  new CliError(
    'call/unknown-tool',
    `Unknown tool "${name}"${didYouMean(name, names) || '.'}`,
    names.length > 0 ? `Tools: ${listOfNames(names)}.` : 'The server has no tools.',
    { details: { tools: names } },
  );

/** Returns the failure of a call without the name of a tool at a server that has none to choose from. */
export const noToolsToCall = () =>
  new CliError(
    'call/no-tools',
    'The server has no tools.',
    `Look at its prompts and resources: "${cliCommand('discover')}".`,
  );

export const notNameAndValue = (text: string) =>
  new CliError(
    'call/argument',
    `${JSON.stringify(text)} is not an argument.`,
    'Write --arg NAME=VALUE.',
  );

/** @param text found in place of a server, such as `id=7` or JSON */
export const argumentAsTarget = (text: string) =>
  new CliError(
    'call/target',
    `${JSON.stringify(text)} is an argument, not a server.`,
    text.startsWith('{')
      ? `Write --args ${shellWords([text])}.`
      : `Write --arg ${shellWords([text])}.`,
  );

export const notJsonObject = () =>
  new CliError(
    'call/arguments',
    '"--args" requires a JSON object.',
    `Write --args '{"name": "value"}', or --args - to read it from standard input.`,
  );

export const unknownArgument = (tool: string, name: string, names: readonly string[]) =>
  new CliError(
    'call/unknown-argument',
    `Tool "${tool}" has no argument "${name}"${didYouMean(name, names) || '.'}`,
    names.length > 0 ? `Arguments: ${listOfNames(names)}.` : 'The tool has no arguments.',
    { details: { arguments: names } },
  );

/** @param problem a sentence */
export const invalidArgument = (name: string, problem: string) =>
  new CliError(
    'call/invalid-argument',
    `Argument "${name}": ${problem}`,
    'Change the value of the argument.',
  );

export const missingArguments = (tool: string, names: readonly string[]) =>
  new CliError(
    'call/missing-argument',
    `Tool "${tool}" requires ${names.map((name) => `"${name}"`).join(', ')}.`,
    `Add ${names.map((name) => `--arg ${name}=…`).join(' ')}.`,
    { details: { arguments: names } },
  );

export const confirmationRequired = (tool: string) =>
  new CliError(
    'call/confirmation',
    `Tool "${tool}" may change or delete data, which requires a confirmation.`,
    'Add --yes to call it, or run the command in a terminal.',
  );

export const notBuilt = (root: string) =>
  new CliError(
    'call/not-built',
    `The project in "${root}" has neither "src/server.ts" nor "dist/server.js".`,
    'Run "npm run build" in the project.',
  );

export const providerRequired = (names: readonly string[]) =>
  new CliError(
    'call/provider',
    'The project has several providers.',
    `Add --provider with one of ${listOfNames(names)}.`,
  );

/** The command has the provider as its argument. */
export const providerNotNamed = (command: string, names: readonly string[]) =>
  new CliError(
    'call/provider',
    `The project has several providers: ${listOfNames(names)}.`,
    `Name one: "${cliCommand(`${command} ${names[0] ?? 'PROVIDER'}`)}".`,
  );

/** The call failed before the tool returned a result. @param isRefused whether the tool did not run */
export const callFailed = (tool: string, reason: string, cause: unknown, isRefused: boolean) =>
  new CliError(
    'call/failed',
    `The call of "${tool}" failed: ${reason}`,
    isRefused ? 'Check the arguments and the log of the server.' : 'Check the log of the server.',
    { exit: 1, cause },
  );

/** Keys and passwords can be entered only in a terminal. */
export const signInNeedsTerminal = (provider: string) => {
  const command = cliCommand(`sign-in ${provider} --credentials -`);
  return new CliError(
    'sign-in/no-terminal',
    `The credentials of "${provider}" cannot be entered here: there is no terminal.`,
    `Pass them on stdin, a line each: "${command}". Or enter them in a terminal, or on the page that "--browser" opens.`,
    { next: () => `# Pass the credentials on stdin, a line each: ${command} < FILE` },
  );
};
