import { shellWords } from '../model/shell-words.js';

/** A call of a tool on the command line, after the name of the program. */
export const callLine = (
  tool: string,
  args: Readonly<Record<string, unknown>>,
  ...options: readonly string[]
): string =>
  shellWords([
    ...['call', tool, ...options],
    ...Object.entries(args).flatMap(([name, value]) => [
      '--arg',
      `${name}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    ]),
  ]);
