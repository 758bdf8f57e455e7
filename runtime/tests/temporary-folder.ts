import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/**
 * Creates an empty folder, which is removed at the end, and returns its path.
 * @param atEnd of the test; `afterAll` for one of all tests of a file
 */
export function temporaryFolder(atEnd: (remove: () => void) => unknown = onTestFinished): string {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), 'mcp-provider-'));
  // Programs that were stopped write for a moment longer.
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 10 }));
  return folder;
}
