import { commands } from '../commands/register.gen.js';
import type { CommandDescription } from '../model/command.js';
import { editStep } from '../model/edit-step.js';
import type { CliError } from '../model/errors/cli-error.js';
import type { SpecProblem } from '../model/errors/spec.js';
import { npx } from '../model/npx.js';
import { shellWords } from '../model/shell-words.js';

/** One of our commands, or any that the hint says to run; not a package in an example of a target. */
const COMMAND =
  /\bRun "([^"]+)"|"((?:npx )?(?:-p create-mcp-provider )?(?:create-mcp-provider|mcp-provider)(?: [^"]+)?)"/g;

/** Such as FILE and URL: a command with one cannot run as it is. */
const PLACEHOLDER = /(?:^| )[A-Z]{2,}(?: |$)/;

/** In a URL: what is repeated ends up in logs. */
const PASSWORD = /(:\/\/[^/\s:]*:)[^/\s]*@/g;

/**
 * What a program runs after a failure: the same command with the word that was meant, else the line of a file to edit,
 * else the command that the hint names, else the help of the command.
 */
export const nextCommand = (failure: CliError, program: string, argv: readonly string[]): string =>
  runnable(next(failure, program, argv));

/** Neither program is on the PATH where npx started it. */
const runnable = (command: string): string =>
  command
    .replace(/^create-mcp-provider(?= |$)/, 'npx create-mcp-provider')
    .replace(/^mcp-provider (.*)$/, (_, words: string) => npx(words));

function next(failure: CliError, program: string, argv: readonly string[]): string {
  const hasPassword = argv.some((word) => word.search(PASSWORD) >= 0);
  const again = (...words: readonly string[]) =>
    (hasPassword ? '# ' : '') +
    runnable(shellWords([program, ...argv, ...words])).replace(PASSWORD, '$1PASSWORD@');
  if (failure.next) return failure.next(again);
  const corrected = hasPassword ? undefined : withoutSlip(failure, argv);
  if (corrected) return shellWords([program, ...corrected]);
  const line = lineToEdit(failure);
  if (line !== undefined) return line;
  const [named] = Array.from(
    failure.hint.matchAll(COMMAND),
    ([, run, own]) => run ?? own ?? '',
  ).filter((command) => !PLACEHOLDER.test(command));
  if (named !== undefined) return named;
  const name = argv.find((word) => Object.hasOwn(commands, word));
  const all: readonly CommandDescription[] = Object.values(commands);
  const isOwn = all.some((command) => command.program === program);
  return [program, ...(name === undefined || isOwn ? [] : [name]), '--help'].join(' ');
}

/** The first problem that is in a file. */
function lineToEdit({ details }: CliError): string | undefined {
  const { problems = [] } = { ...details } as { problems?: readonly SpecProblem[] };
  const first = problems.find(({ where }) => /:\d+:\d+$/.test(where));
  return first && editStep(first.where, first.message.slice(`${first.where}: `.length));
}

/** The words with a slip replaced by the suggestion: a whole word, or a part of one such as `limt` in `limt=3`. */
function withoutSlip({ message, hint }: CliError, argv: readonly string[]): string[] | undefined {
  const [asked, meant] = /[Dd]id you mean "?([^"?]+)"?\?/.exec(`${message}\n${hint}`) ?? [];
  const statement = message.split(asked ?? '\0')[0] ?? '';
  const quoted = Array.from(statement.matchAll(/"([^"]+)"/g), ([, text = '']) => text);
  // What a message suggests follows what is wrong; what a hint suggests is for what the message quotes first.
  const wrong = statement === message ? quoted[0] : quoted.at(-1);
  if (meant === undefined || wrong === undefined) return undefined;
  const exact = argv.lastIndexOf(wrong);
  const index = exact < 0 ? argv.findLastIndex((word) => contains(word, wrong)) : exact;
  const word = argv[index];
  return word === undefined
    ? undefined
    : argv.with(
        index,
        word.replace(wrong, () => meant),
      );
}

/** Not as a piece of a longer name. */
function contains(word: string, part: string): boolean {
  const [before = '', after] = word.split(part);
  return after !== undefined && !/[\w-]$/.test(before) && !/^[\w-]/.test(after);
}
