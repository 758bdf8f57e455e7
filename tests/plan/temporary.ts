import { temporaryFolder } from '../../runtime/tests/temporary-folder.js';

/** A directory for one test. */
export function temporaryDirectory(): string {
  const directory = temporaryFolder();
  return directory;
}
