import { isAbsolute, join } from 'node:path';
import type { Machine } from './machine.js';

/**
 * Where programs keep what is neither settings nor data, as a path from the root. A variable that is empty or relative does
 * not count: https://specifications.freedesktop.org/basedir-spec/latest/
 */
export function stateFolder({ home, platform, env }: Machine): string {
  const absolute = (path = '') => (isAbsolute(path) ? path : undefined);
  const folders = {
    linux: absolute(env.XDG_STATE_HOME) ?? join(home, '.local', 'state'),
    darwin: join(home, 'Library', 'Application Support'),
    win32: absolute(env.LOCALAPPDATA) ?? join(home, 'AppData', 'Local'),
  };
  return folders[platform];
}
