import { isAbsolute, relative, resolve, sep } from 'node:path';
import { isUrl } from '../../runtime/src/utils/addresses.js';
import { commandText, commandWords } from '../../runtime/src/utils/command-words.js';
import type { Host } from '../model/host.js';

/** `--config=./a.json` */
const OPTION = /^(?:-[^=]*=)?/;

/**
 * The command of a server as a project has it, which starts it in its own folder: paths that begin in the working directory
 * begin there. A URL, and a command without such paths, stay as they are.
 */
export async function commandAt(
  { files, cwd }: Pick<Host, 'files' | 'cwd'>,
  command: string,
): Promise<(root: string) => string> {
  if (isUrl(command)) return () => command;
  const words = await Promise.all(
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
    if (resolve(root) === resolve(cwd) || !words.some(({ isPath }) => isPath)) return command;
    const moved = (path: string) => {
      const there = relative(root, resolve(cwd, path)).split(sep).join('/');
      return /^\.\.?\//.test(there) || isAbsolute(there) ? there : `./${there}`;
    };
    return commandText(
      words.map(({ option, path, isPath }) => option + (isPath ? moved(path) : path)),
    );
  };
}
