import { commands } from '../commands/register.gen.js';
import type { CommandDescription } from '../model/command.js';
import { editStep } from '../model/edit-step.js';
import type { CliError } from '../model/errors/cli-error.js';
import type { SpecProblem } from '../model/errors/spec.js';
import { npx } from '../model/npx.js';
import { shellWords } from '../model/text/shell-words.js';

/**
 * Matches a command of ours, or any command that the hint says to run, but not a package in the
 * example of a target.
 */
const COMMAND =
  /\bRun "([^"]+)"|"((?:npx )?(?:-p create-mcp-provider )?(?:create-mcp-provider|mcp-provider)(?: [^"]+)?)"/g;

/** Placeholders such as FILE and URL, with which a command cannot run as it is. */
const PLACEHOLDER = /(?:^| )[A-Z]{2,}(?: |$)/;

/** Matches the password in a URL, because repeated commands end up in logs. */
const PASSWORD = /(:\/\/[^/\s:]*:)[^/\s]*@/g;

/**
 * Returns the next step for a program after a failure: the same command with a corrected word, or
 * else the line of a file to edit, the command in the hint, or the help of the command.
 */
export const nextCommand = (failure: CliError, program: string, argv: readonly string[]): string =>
  makeRunnable(nextStep(failure, program, argv));

/** Adapts the command, because neither program is on the PATH if npx has started it. */
const makeRunnable = (command: string): string =>
  command
    .replace(/^create-mcp-provider(?= |$)/, 'npx create-mcp-provider')
    .replace(/^mcp-provider (.*)$/, (_, commandText: string) => npx(commandText));

function nextStep(failure: CliError, program: string, argv: readonly string[]): string {
  const hasPassword = argv.some((word) => word.search(PASSWORD) >= 0);
  const repeatCommand = (...extraWords: readonly string[]) =>
    (hasPassword ? '# ' : '') +
    makeRunnable(shellWords([program, ...argv, ...extraWords])).replace(PASSWORD, '$1PASSWORD@');
  if (failure.next) return failure.next(repeatCommand);
  const correctedWords = hasPassword ? undefined : withoutSlip(failure, argv);
  if (correctedWords) return shellWords([program, ...correctedWords]);
  const line = lineToEdit(failure);
  if (line !== undefined) return line;
  const [hintCommand] = Array.from(
    failure.hint.matchAll(COMMAND),
    ([, run, ownCommand]) => run ?? ownCommand ?? '',
  ).filter((command) => !PLACEHOLDER.test(command));
  if (hintCommand !== undefined) return hintCommand;
  const name = argv.find((word) => Object.hasOwn(commands, word));
  const allCommands: readonly CommandDescription[] = Object.values(commands);
  const isOwn = allCommands.some((command) => command.program === program);
  return [program, ...(name === undefined || isOwn ? [] : [name]), '--help'].join(' ');
}

/** Returns the line of the first problem in a file. */
function lineToEdit({ details }: CliError): string | undefined {
  const { problems = [] } = { ...details } as { problems?: readonly SpecProblem[] };
  const first = problems.find(({ where }) => /:\d+:\d+$/.test(where));
  return first && editStep(first.where, first.message.slice(`${first.where}: `.length));
}

/**
 * Returns the words with a misspelling replaced by the suggestion: a whole word, or a part of one
 * such as `limt` in `limt=3`.
 */
function withoutSlip({ message, hint }: CliError, argv: readonly string[]): string[] | undefined {
  const [misspelledName, suggestion] =
    /[Dd]id you mean "?([^"?]+)"?\?/.exec(`${message}\n${hint}`) ?? [];
  const statement = message.split(misspelledName ?? '\0')[0] ?? '';
  const quotedTexts = Array.from(statement.matchAll(/"([^"]+)"/g), ([, text = '']) => text);
  // In a message, the misspelling precedes its suggestion; in a hint, the suggestion is for the
  // first quotation of the message.
  const wrongText = statement === message ? quotedTexts[0] : quotedTexts.at(-1);
  if (suggestion === undefined || wrongText === undefined) return undefined;
  const exactIndex = argv.lastIndexOf(wrongText);
  const index =
    exactIndex < 0 ? argv.findLastIndex((word) => contains(word, wrongText)) : exactIndex;
  const word = argv[index];
  return word === undefined
    ? undefined
    : argv.with(
        index,
        word.replace(wrongText, () => suggestion),
      );
}

/** Returns whether a word contains a part that is not within a longer name. */
function contains(word: string, part: string): boolean {
  const [prefix = '', suffix] = word.split(part);
  return suffix !== undefined && !/[\w-]$/.test(prefix) && !/^[\w-]/.test(suffix);
}
