import { commands } from '../commands/register.gen.js';
import type { CommandDescription } from '../model/command.js';
import type { CliError } from '../model/errors/cli-error.js';

/** What a program runs after a failure: the command that its hint names, else the help of the command. */
export function nextCommand({ hint }: CliError, program: string, argv: readonly string[]): string {
  const [, named] = /\bRun "([^"]+)"/.exec(hint) ?? [];
  if (named !== undefined) return named;
  const name = argv.find((word) => Object.hasOwn(commands, word));
  const all: readonly CommandDescription[] = Object.values(commands);
  const isOwn = all.some((command) => command.program === program);
  return [program, ...(name === undefined || isOwn ? [] : [name]), '--help'].join(' ');
}
