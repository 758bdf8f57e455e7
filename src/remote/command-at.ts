import { isAbsolute, relative, resolve, sep } from 'node:path';
import { isUrl } from '../../runtime/src/utils/addresses.js';
import { commandText, commandWords } from '../../runtime/src/utils/command-words.js';
import type { Host } from '../model/host.js';

/** Matches options with a path: `--config=./a.json`. */
const OPTION = /^(?:-[^=]*=)?/;

/**
 * Returns the command of a server for a project, which starts it in its own folder: paths relative
 * to the working directory become relative to that folder. URLs, and commands without such paths,
 * stay as they are.
 */
export async function commandAt(
  { files, cwd }: Pick<Host, 'files' | 'cwd'>,
  command: string,
): Promise<(root: string) => string> {
  if (isUrl(command)) return () => command;
  const parts = await Promise.all(
    commandWords(command).map(async (word) => {
      const [option = ''] = OPTION.exec(word) ?? [];
      const path = word.slice(option.length);
      const isPath =
        /^\.\.?[\\/]/.test(path) ||
        (!isAbsolute(path) && (await files.kind(resolve(cwd, path))) === 'file');
      return { option, path, isPath };
    }),
  );
  return (root) => {
    if (resolve(root) === resolve(cwd) || !parts.some(({ isPath }) => isPath)) return command;
    const relocatedPath = (path: string) => {
      const relativePath = relative(root, resolve(cwd, path)).split(sep).join('/');
      return /^\.\.?\//.test(relativePath) || isAbsolute(relativePath)
        ? relativePath
        : `./${relativePath}`;
    };
    return commandText(
      parts.map(({ option, path, isPath }) => option + (isPath ? relocatedPath(path) : path)),
    );
  };
}
