import { isAbsolute, join } from 'node:path';
import type { Machine } from './machine.js';

/**
 * Returns the absolute path of the folder for data that is neither settings nor user data. Empty
 * and relative variables are ignored: https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function stateFolder({ home: homeFolder, platform, env }: Machine): string {
  const absolute = (path = '') => (isAbsolute(path) ? path : undefined);
  const folders = {
    linux: absolute(env.XDG_STATE_HOME) ?? join(homeFolder, '.local', 'state'),
    darwin: join(homeFolder, 'Library', 'Application Support'),
    win32: absolute(env.LOCALAPPDATA) ?? join(homeFolder, 'AppData', 'Local'),
  };
  return folders[platform];
}
