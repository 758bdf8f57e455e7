import { Argument, Command, Option, type CommanderError } from 'commander';
import { commandGroups, type CommandDescription, type GivenArguments } from '../model/command.js';
import { commandOfTheOther, noCommand, unknownCommand, usage } from '../model/errors/cli.js';
import { nearestOf } from '../model/nearest.js';
import type { View } from '../model/ui.js';
import { version } from '../model/version.gen.js';
import { commonGroup, everywhere, whereFilesChange } from './flags.js';
import { declareOptions } from './options.js';

export interface Invocation {
  description: CommandDescription;
  given: GivenArguments;
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
  const complete = (parser: Command, description: CommandDescription) => {
    const read = declareOptions(parser, [
      ...description.options,
      ...(description.writes ? whereFilesChange : []),
      ...everywhere,
    ]);
    parser.action(() => void (invocation = { description, given: read() }));
  };

  const root = new Command(program);
  configure(root, output);
  const own = commands.find((description) => description.program === program);
  const words = !own && argv[0] === 'help' ? [...argv.slice(1), '--help'] : argv;
  const [first = ''] = words;
  const names = commands.map(({ name }) => name);
  if (own && names.includes(first)) throw commandOfTheOther(first);
  if (!own && /^\w/.test(first) && !names.includes(first)) {
    throw unknownCommand(first, nearestOf(first, names), `${program} --help`);
  }
  if (own) complete(declare(root, own), own);
  else declareAll(root, commands, complete);
  root.optionsGroup(`${commonGroup}:`).version(version, '-v, --version', 'print the version');

  try {
    root.parse(words, { from: 'user' });
  } catch (error) {
    if (!(error instanceof HelpShown)) throw error;
  }
  return invocation;
}

/** Thrown where commander would end the process after help or the version. */
class HelpShown extends Error {}

function configure(root: Command, { stdout, stderr, writeOut, writeErr }: HelpOutput) {
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
    .addHelpOption(new Option('-h, --help', 'print this help').helpGroup(`${commonGroup}:`))
    .configureHelp({ styleTitle: stdout.paint.bold, subcommandTerm, minWidthToWrap: 16 })
    .exitOverride((error) => fail(error, root));
}

/** `complete` is called for the command that is asked for only: declaring all options takes milliseconds. */
function declareAll(
  root: Command,
  commands: readonly CommandDescription[],
  complete: (parser: Command, description: CommandDescription) => void,
) {
  const descriptions = new Map<Command, CommandDescription>();
  for (const group of commandGroups) {
    for (const description of commands.filter((command) => command.group === group)) {
      const parser = root.command(description.name).helpGroup(`${group}:`);
      parser.exitOverride((error) => fail(error, parser));
      descriptions.set(declare(parser, description), description);
    }
  }
  root
    .description('Create, extend and check MCP provider projects in TypeScript.')
    .usage('<command> [options]')
    .helpCommand(false)
    .addHelpText('after', `\nRun "${root.name()} <command> --help" for the options of a command.`)
    .hook('preSubcommand', (_, parser) => {
      const description = descriptions.get(parser);
      if (description) complete(parser, description);
    });
}

function declare(parser: Command, description: CommandDescription): Command {
  parser.description(description.summary);
  for (const { name, description: text, required, variadic } of description.arguments) {
    const word = variadic ? `${name}...` : name;
    parser.addArgument(new Argument(required ? `<${word}>` : `[${word}]`, text));
  }
  const examples = description.examples.map(({ command, does }) => `  ${command}\n      ${does}`);
  if (examples.length > 0) parser.addHelpText('after', ['\nExamples:', ...examples].join('\n'));
  if (description.notes) parser.addHelpText('after', `\n${description.notes}`);
  return parser;
}

/** `create [dir]` in the list of commands. */
const subcommandTerm = (command: Command) =>
  `${command.name()} ${command.usage()}`.replace(' [options]', '');

/** Commander's complaint, such as `error: unknown option '--jsn'\n(Did you mean --json?)`, as one of our failures. */
function fail({ code, exitCode, message }: CommanderError, parser: Command): never {
  if (exitCode === 0) throw new HelpShown();
  if (code === 'commander.help') throw noCommand();
  const [, complaint = message, suggestion] =
    /^(?:error: )?(.*?)\.?(?:\n\(Did you mean (.*)\?\))?$/s.exec(message) ?? [];
  const sentence = `${complaint.charAt(0).toUpperCase()}${complaint.slice(1)}.`;
  const path = parser.parent ? `${parser.parent.name()} ${parser.name()}` : parser.name();
  throw usage(kebab(code), sentence.replaceAll("'", '"'), `${path} --help`, suggestion);
}

/** `commander.unknownOption` → `unknown-option`. */
const kebab = (code: string) =>
  code.replace('commander.', '').replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
