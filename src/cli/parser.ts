import { Command, type CommanderError, Option } from 'commander';
import type {
  CommandDescription,
  CommandLine,
  CommandOption,
  OrderedFlag,
} from '../model/command.js';
import {
  commandOfTheOther,
  nearlyACommand,
  noCommand,
  notAChoice,
  optionTwice,
  tooManyArguments,
  unknownCommand,
  usage,
  usageHint,
} from '../model/errors/cli.js';
import { capitalize } from '../model/names.js';
import { nearestOf, slipOf } from '../model/text/nearest.js';
import type { View } from '../model/ui.js';
import { version } from '../model/version.gen.js';
import { refuseCombinations } from '../options/combinations.js';
import { allOptions, helpOption, versionOption } from '../options/common-options.js';
import { commandHelp, type HelpView, programHelp } from './help.js';

interface Invocation {
  description: CommandDescription;
  commandLine: CommandLine;
}

interface HelpOutput {
  stdout: View;
  stderr: View;
  writeOut(text: string): void;
  writeErr(text: string): void;
}

/**
 * Parses the command line of one of our programs; null if help or the version was printed.
 * @throws CliError `usage/…`
 */
export function parse(
  program: string,
  argv: readonly string[],
  commands: readonly CommandDescription[],
  output: HelpOutput,
): Invocation | null {
  let invocation: Invocation | null = null;
  const programCommand = commands.find((description) => description.program === program);
  const normalizedArguments = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  const commandWords = withoutDashes(normalizedArguments);
  const showsAll = commandWords.includes('--all');
  const completeParser = (parser: Command, description: CommandDescription) => {
    const options = allOptions(description);
    const read = declareOptions(parser, options);
    parser.action(() => {
      const commandLine = read();
      refuseEmptyArguments(description, commandLine, `${commandPath(parser)} --help`);
      refuseCombinations(options, commandLine);
      invocation = { description, commandLine };
    });
    const helpOptions = [
      ...options,
      ...(description === programCommand ? [versionOption] : []),
      helpOption,
    ];
    const help = { path: commandPath(parser), description, options: helpOptions, all: showsAll };
    showHelp(parser, (view) => commandHelp(help, view), output);
  };

  const root = new Command(program);
  configure(root, commands, output);
  const [first = ''] = commandWords;
  const names = commands.map(({ name }) => name);
  if (programCommand) refuseCommands(commandWords, names);
  if (!programCommand && /^\w/.test(first) && !names.includes(first)) {
    throw unknownCommand(first, nearestOf(first, names), `${program} --help`);
  }
  if (programCommand) completeParser(declare(root, programCommand), programCommand);
  else declareAll(root, commands, completeParser);
  if (!programCommand) showHelp(root, (view) => programHelp(program, commands, view), output);
  root.version(version, versionOption.flags);

  try {
    root.parse(commandWords, { from: 'user' });
  } catch (error) {
    if (!(error instanceof HelpShownError)) throw error;
  }
  return invocation;
}

/**
 * Returns the words without the "--" that pnpm, Yarn and Bun pass on, which only npm needs before
 * options: "pnpm run dev -- --port 9000".
 */
function withoutDashes(commandWords: readonly string[]): readonly string[] {
  const index = commandWords.indexOf('--');
  const isPassedOn = index >= 0 && commandWords[index + 1]?.startsWith('--');
  return isPassedOn ? commandWords.toSpliced(index, 1) : commandWords;
}

/** Rejects commands for a program that has none. @throws CliError if the words are for the other program */
function refuseCommands([first = '', ...otherWords]: readonly string[], names: readonly string[]) {
  if (names.includes(first)) throw commandOfTheOther(first);
  const suggestion = slipOf(first, names);
  if (suggestion !== undefined && otherWords.length === 0) throw nearlyACommand(first, suggestion);
}

/** Rejects empty arguments, such as an unset shell variable; "" would mean the working directory. @throws CliError */
function refuseEmptyArguments(
  description: CommandDescription,
  commandLine: CommandLine,
  help: string,
) {
  for (const [index, { name, variadic }] of description.arguments.entries())
    if (!variadic && commandLine.arguments[index]?.trim() === '')
      throw usage('empty-argument', `The argument "${name}" is empty.`, usageHint(help, undefined));
}

/** Thrown in place of commander's end of the process after help or the version. */
class HelpShownError extends Error {}

function configure(
  root: Command,
  commands: readonly CommandDescription[],
  { stdout, stderr, writeOut, writeErr }: HelpOutput,
) {
  root
    .configureOutput({
      writeOut,
      writeErr,
      getOutHelpWidth: () => stdout.columns,
      getErrHelpWidth: () => stderr.columns,
      getOutHasColors: () => stdout.color,
      getErrHasColors: () => stderr.color,
      outputError: () => undefined, // The failure is printed once, with all others.
    })
    .helpOption(helpOption.flags)
    .exitOverride((error) => fail(error, root, commands));
}

/** Replaces commander's help. Commander only detects that help is requested, and for which stream. */
function showHelp(parser: Command, text: (view: HelpView) => string, { stdout }: HelpOutput) {
  const { bold } = stdout.paint;
  parser.configureHelp({
    formatHelp: (_, { helpWidth }) => text({ columns: helpWidth ?? 80, bold }),
  });
}

/**
 * Declares all commands. `completeParser` is called only for the requested command, because
 * declaring all options takes milliseconds.
 */
function declareAll(
  root: Command,
  commands: readonly CommandDescription[],
  completeParser: (parser: Command, description: CommandDescription) => void,
) {
  const descriptions = new Map<Command, CommandDescription>();
  for (const description of commands) {
    const parser = root.command(description.name);
    parser.exitOverride((error) => fail(error, parser, commands));
    descriptions.set(declare(parser, description), description);
  }
  root.helpCommand(false).hook('preSubcommand', (_, parser) => {
    const description = descriptions.get(parser);
    if (description) completeParser(parser, description);
  });
}

function declare(parser: Command, description: CommandDescription): Command {
  for (const { name, required, variadic } of description.arguments) {
    const word = variadic ? `${name}...` : name;
    parser.argument(required ? `<${word}>` : `[${word}]`);
  }
  return parser;
}

/** Converts a commander error, such as `error: unknown option '--jsn'\n(Did you mean --json?)`, to one of ours. */
function fail(
  { code, exitCode, message }: CommanderError,
  parser: Command,
  commands: readonly CommandDescription[],
): never {
  if (exitCode === 0) throw new HelpShownError();
  if (code === 'commander.help') throw noCommand();
  const [, complaint = message, suggestion] =
    /^(?:error: )?(.*?)\.?(?:\n\(Did you mean (.*)\?\))?$/s.exec(message) ?? [];
  if (code === 'commander.excessArguments')
    throw tooManyArguments(
      parser.args,
      parser.registeredArguments.length,
      excessAdvice(parser),
      `${commandPath(parser)} --help`,
    );
  const sentence = `${capitalize(complaint)}.`;
  const suggestedOption = withPrefix(complaint, parser) ?? suggestion;
  const advice = suggestedOption
    ? ''
    : argumentAdvice(complaint, parser) || otherCommands(complaint, commands);
  const hint = advice + usageHint(`${commandPath(parser)} --help`, suggestedOption);
  throw usage(kebab(code), sentence.replaceAll("'", '"'), hint);
}

/** Returns advice about words after those that the parser accepts. */
function excessAdvice({ args, options, registeredArguments }: Command): string {
  const [first] = registeredArguments;
  const npmTakesOptions = (process.env.npm_config_user_agent ?? '').startsWith('npm/');
  if (first?.name() !== 'directory')
    return options.some(({ long }) => long === '--provider')
      ? 'A provider is named with --provider. '
      : '';
  if (!options.some(({ long }) => long === '--from'))
    return 'It takes a whole project, not the files in it. ';
  return npmTakesOptions
    ? `npm keeps options for itself unless "--" stands before them: npm create mcp-provider ${args[0] ?? ''} -- --from ${args[1] ?? ''}. `
    : 'What to connect is named with --from. ';
}

/** Returns advice for arguments of a tool that are written as options: `call get_room --room_id 1`. */
function argumentAdvice(complaint: string, parser: Command): string {
  const [, name] = /^unknown option '--([\w.-]+)/.exec(complaint) ?? [];
  return name !== undefined && parser.name() === 'call'
    ? `Write --arg ${name}=… for an argument of the tool. `
    : '';
}

/** Maximum number of commands in advice; more would not help. */
const MAX_OWNERS = 4;

/** Returns advice with the commands that have an option which this one lacks. */
function otherCommands(complaint: string, commands: readonly CommandDescription[]): string {
  const [, flag = ''] = /^unknown option '(--[\w-]+)/.exec(complaint) ?? [];
  const owners = commands.filter((command) =>
    allOptions(command).some(({ flags }) => flags.split(/[ ,]+/).includes(flag)),
  );
  return owners.length === 0 || owners.length > MAX_OWNERS
    ? ''
    : `Commands with this option: ${owners.map(({ name }) => name).join(', ')}. `;
}

/** Returns the only option with the ending of an unknown one: `--auth-token-url` for `--token-url`. */
function withPrefix(complaint: string, { options }: Command): string | undefined {
  const [, unknown] = /^unknown option '-(-[\w-]+)/.exec(complaint) ?? [];
  if (unknown === undefined) return undefined;
  const [match, ...otherMatches] = options.flatMap(({ long }) =>
    long?.endsWith(unknown) ? long : [],
  );
  return otherMatches.length === 0 ? match : undefined;
}

/** Returns a command as typed: `mcp-provider create`. */
const commandPath = (parser: Command) =>
  parser.parent ? `${parser.parent.name()} ${parser.name()}` : parser.name();

/** Returns the code of an error: `commander.unknownOption` becomes `unknown-option`. */
const kebab = (code: string) =>
  code.replace('commander.', '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Declares options on a parser. The returned function gives the complete command line after parsing. */
function declareOptions(parser: Command, options: readonly CommandOption[]): () => CommandLine {
  const values: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  const orderedOptions: OrderedFlag[] = [];
  const switches: string[] = [];

  const keep = (option: Option, { repeat, instead }: CommandOption, value: string) => {
    const name = option.attributeName();
    if (repeat === 'ordered') orderedOptions.push([option.long ?? name, value]);
    else if (repeat === 'list') (lists[name] ??= []).push(value);
    else if ((values[name] ??= value) !== value) throw optionTwice(option.long ?? name, instead);
  };

  for (const description of options) {
    const option = new Option(description.flags);
    if (option.required) {
      option.argParser((value) => {
        if (description.choices && !description.choices.includes(value)) {
          throw notAChoice(option.long ?? option.flags, value, description.choices);
        }
        keep(option, description, value);
      });
    } else {
      switches.push(option.attributeName());
    }
    if (description.negatable) parser.addOption(new Option(`--no-${option.name()}`));
    parser.addOption(option);
  }

  return () => ({
    arguments: parser.args,
    options: {
      ...lists,
      ...values,
      ...Object.fromEntries(
        switches
          .filter((name) => parser.getOptionValueSource(name) === 'cli')
          .map((name) => [name, parser.getOptionValue(name) === true]),
      ),
    },
    ordered: orderedOptions,
  });
}
