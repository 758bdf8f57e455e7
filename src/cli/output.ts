import { outputRefused } from '../model/errors/host.js';
import type { Ui } from '../model/ui.js';

/**
 * What becomes of the streams of this process. A run goes on whatever happens to them: files may be half changed. A reader
 * that closes a pipe has read enough; where stdout loses the result, such as on a full disk, the run has failed.
 */
export function writtenOutput(ui: Ui): { exit(code: number): number } {
  let isLost = false;
  process.stderr.on('error', () => {}); // nobody is left to tell
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || isLost) return;
    isLost = true;
    process.exitCode = 2; // the run may have ended
    const { message, hint } = outputRefused(error);
    ui.error(message, hint);
  });
  return { exit: (code) => (isLost ? 2 : code) };
}
