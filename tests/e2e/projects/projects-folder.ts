import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { temporaryFolder } from '../../../runtime/tests/temporary-folder.js';
import { ROOT } from '../../cli/spawn.js';

/** A folder for projects; the packages of this repository serve all of them. It goes when the tests have ended. */
export function projectsFolder(): string {
  const folder = temporaryFolder(afterAll);
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
  return folder;
}
