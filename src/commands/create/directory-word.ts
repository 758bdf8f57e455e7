import { pathWord } from '../../machine/path-word.js';
import { commands } from '../register.gen.js';

/**
 * Returns a directory as the argument of `create-mcp-provider`, which would otherwise mistake the
 * name of a command for that command.
 */
export const directoryWord = (path: string): string =>
  Object.hasOwn(commands, path) ? `./${path}` : pathWord(path);
