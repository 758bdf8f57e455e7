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
import { nearestOf, slipOf } from '../model/nearest.js';
import type { View } from '../model/ui.js';
import { version } from '../model/version.gen.js';
import { refuseCombinations } from '../options/combinations.js';
import { helpOption, optionsOf, versionOption } from '../options/common-options.js';
import { commandHelp, type HelpView, programHelp } from './help.js';

export interface Invocation {
  description: CommandDescription;
  given: CommandLine;
}

/** Where help goes. */
export interface HelpOutput {
  stdout: View;
  stderr: View;
  writeOut(text: string): void;
  writeErr(text: string): void;
}

/**
 * Reads the command line of one of our programs; null where help or the version was asked for and printed.
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
  const asked = argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  const words = withoutDashes(asked);
  const all = words.includes('--all');
  const complete = (parser: Command, description: CommandDescription) => {
    const options = optionsOf(description);
    const read = declareOptions(parser, options);
    parser.action(() => {
      const given = read();
      refuseEmptyArguments(description, given, `${pathOf(parser)} --help`);
      refuseCombinations(options, given);
      invocation = { description, given };
    });
    const helpOptions = [
      ...options,
      ...(description === programCommand ? [versionOption] : []),
      helpOption,
    ];
    const help = { path: pathOf(parser), description, options: helpOptions, all };
    showHelp(parser, (view) => commandHelp(help, view), output);
  };

  const root = new Command(program);
  configure(root, commands, output);
  const [first = ''] = words;
  const names = commands.map(({ name }) => name);
  if (programCommand) refuseCommands(words, names);
  if (!programCommand && /^\w/.test(first) && !names.includes(first)) {
    throw unknownCommand(first, nearestOf(first, names), `${program} --help`);
  }
  if (programCommand) complete(declare(root, programCommand), programCommand);
  else declareAll(root, commands, complete);
  if (!programCommand) showHelp(root, (view) => programHelp(program, commands, view), output);
  root.version(version, versionOption.flags);

  try {
    root.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof HelpShown)) throw error;
  }
  return invocation;
}

/** pnpm, Yarn and Bun hand on the "--" that npm needs before options: "pnpm run dev -- --port 9000". */
function withoutDashes(words: readonly string[]): readonly string[] {
  const index = words.indexOf('--');
  const isHandedOn = index >= 0 && words[index + 1]?.startsWith('--');
  return isHandedOn ? words.toSpliced(index, 1) : words;
}

/** Of a program without commands. @throws CliError where the words are for the other program */
function refuseCommands([first = '', ...others]: readonly string[], names: readonly string[]) {
  if (names.includes(first)) throw commandOfTheOther(first);
  const meant = slipOf(first, names);
  if (meant !== undefined && others.length === 0) throw nearlyACommand(first, meant);
}

/** Such as a variable of the shell without a value: "" would be the working directory. @throws CliError */
function refuseEmptyArguments(description: CommandDescription, given: CommandLine, help: string) {
  for (const [index, { name, variadic }] of description.arguments.entries())
    if (!variadic && given.arguments[index]?.trim() === '')
      throw usage('empty-argument', `The argument "${name}" is empty.`, usageHint(help, undefined));
}

/** Thrown where commander would end the process after help or the version. */
class HelpShown extends Error {}

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
      outputError: () => undefined, // The failure is printed once, where all are.
    })
    .helpOption(helpOption.flags)
    .exitOverride((error) => fail(error, root, commands));
}

/** Help is ours: commander finds out whether it was asked for, and where it goes. */
function showHelp(parser: Command, text: (view: HelpView) => string, { stdout }: HelpOutput) {
  const { bold } = stdout.paint;
  parser.configureHelp({
    formatHelp: (_, { helpWidth }) => text({ columns: helpWidth ?? 80, bold }),
  });
}

/** `complete` is called for the command that is asked for only: declaring all options takes milliseconds. */
function declareAll(
  root: Command,
  commands: readonly CommandDescription[],
  complete: (parser: Command, description: CommandDescription) => void,
) {
  const descriptions = new Map<Command, CommandDescription>();
  for (const description of commands) {
    const parser = root.command(description.name);
    parser.exitOverride((error) => fail(error, parser, commands));
    descriptions.set(declare(parser, description), description);
  }
  root.helpCommand(false).hook('preSubcommand', (_, parser) => {
    const description = descriptions.get(parser);
    if (description) complete(parser, description);
  });
}

function declare(parser: Command, description: CommandDescription): Command {
  for (const { name, required, variadic } of description.arguments) {
    const word = variadic ? `${name}...` : name;
    parser.argument(required ? `<${word}>` : `[${word}]`);
  }
  return parser;
}

/** Commander's complaint, such as `error: unknown option '--jsn'\n(Did you mean --json?)`, as one of our failures. */
function fail(
  { code, exitCode, message }: CommanderError,
  parser: Command,
  commands: readonly CommandDescription[],
): never {
  if (exitCode === 0) throw new HelpShown();
  if (code === 'commander.help') throw noCommand();
  const [, complaint = message, suggestion] =
    /^(?:error: )?(.*?)\.?(?:\n\(Did you mean (.*)\?\))?$/s.exec(message) ?? [];
  if (code === 'commander.excessArguments')
    throw tooManyArguments(
      parser.args,
      parser.registeredArguments.length,
      excessAdvice(parser),
      `${pathOf(parser)} --help`,
    );
  const sentence = `${capitalize(complaint)}.`;
  const meant = withPrefix(complaint, parser) ?? suggestion;
  const advice = meant
    ? ''
    : argumentAdvice(complaint, parser) || otherCommands(complaint, commands);
  const hint = advice + usageHint(`${pathOf(parser)} --help`, meant);
  throw usage(kebab(code), sentence.replaceAll("'", '"'), hint);
}

/** Why there are words behind those that the parser takes. */
function excessAdvice({ args, options, registeredArguments }: Command): string {
  const [first] = registeredArguments;
  const isEaten = (process.env.npm_config_user_agent ?? '').startsWith('npm/');
  if (first?.name() !== 'directory')
    return options.some(({ long }) => long === '--provider')
      ? 'A provider is named with --provider. '
      : '';
  if (!options.some(({ long }) => long === '--from'))
    return 'It takes a whole project, not the files in it. ';
  return isEaten
    ? `npm keeps options for itself unless "--" stands before them: npm create mcp-provider ${args[0] ?? ''} -- --from ${args[1] ?? ''}. `
    : '';
}

/** Arguments of a tool are often written as options: `call get_room --room_id 1`. */
function argumentAdvice(complaint: string, parser: Command): string {
  const [, name] = /^unknown option '--([\w.-]+)/.exec(complaint) ?? [];
  return name !== undefined && parser.name() === 'call'
    ? `Write --arg ${name}=… for an argument of the tool. `
    : '';
}

/** More commands say nothing of what was meant. */
const MOST_OWNERS = 4;

/** Those that have an option which this one does not have. */
function otherCommands(complaint: string, commands: readonly CommandDescription[]): string {
  const [, flag = ''] = /^unknown option '(--[\w-]+)/.exec(complaint) ?? [];
  const owners = commands.filter((command) =>
    optionsOf(command).some(({ flags }) => flags.split(/[ ,]+/).includes(flag)),
  );
  return owners.length === 0 || owners.length > MOST_OWNERS
    ? ''
    : `Commands with this option: ${owners.map(({ name }) => name).join(', ')}. `;
}

/** The only option that ends like an unknown one: `--auth-token-url` for `--token-url`. */
function withPrefix(complaint: string, { options }: Command): string | undefined {
  const [, unknown] = /^unknown option '-(-[\w-]+)/.exec(complaint) ?? [];
  if (unknown === undefined) return undefined;
  const [found, ...others] = options.flatMap(({ long }) => (long?.endsWith(unknown) ? long : []));
  return others.length === 0 ? found : undefined;
}

/** As typed: `mcp-provider create`. */
const pathOf = (parser: Command) =>
  parser.parent ? `${parser.parent.name()} ${parser.name()}` : parser.name();

/** `commander.unknownOption` → `unknown-option`. */
const kebab = (code: string) =>
  code.replace('commander.', '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** Declares options on a parser. What is returned is complete once the parser ran. */
function declareOptions(parser: Command, options: readonly CommandOption[]): () => CommandLine {
  const values: Record<string, string> = {};
  const lists: Record<string, string[]> = {};
  const ordered: OrderedFlag[] = [];
  const switches: string[] = [];

  const keep = (option: Option, { repeat, instead }: CommandOption, value: string) => {
    const name = option.attributeName();
    if (repeat === 'ordered') ordered.push([option.long ?? name, value]);
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
    ordered,
  });
}
