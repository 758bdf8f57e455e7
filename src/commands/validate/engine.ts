import { setFlagsFromString } from 'node:v8';
import type { ProjectModel } from '../../model/project.js';

// Both hold for the whole process, so only the command does this, whose process is its own. `npm run bench` measures it.

const MANY_FILES = 5_000;

/** A short run is over before optimised code pays for itself: V8 starts on it at 2.3 times its usual count of work. */
export function optimiseLater(): void {
  setFlagsFromString('--interrupt-budget=300000');
}

/**
 * V8 lets its heap grow to twice what is in use before it looks for garbage. Where much is in use, half of that is
 * enough: it keeps 1,000 providers below 1 GB and costs little time.
 */
export function keepHeapSmall(projects: readonly ProjectModel[]): void {
  const count = projects.reduce((sum, { files }) => sum + files.size, 0);
  if (count > MANY_FILES) setFlagsFromString('--heap-growing-percent=50');
}
