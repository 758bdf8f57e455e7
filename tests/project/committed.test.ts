import { expect, it, onTestFinished, vi } from 'vitest';
import type { Host } from '../../src/model/host.js';
import { committedFiles, committedRenames, earlierTexts } from '../../src/project/committed.js';
import { memoryFiles, treeAt } from '../support/memory.js';

const ROOT = '/home/ann/acme-mcp';
const { signal } = new AbortController();

/** A Git that ends only when it is stopped. */
const exec: Host['exec'] = (_, { signal: stop }) =>
  new Promise((_resolve, reject) => {
    stop?.addEventListener('abort', () => reject(stop.reason as Error));
  });

it.each([
  [
    'files',
    () => committedFiles({ files: memoryFiles(treeAt(ROOT, {})), exec }, [`${ROOT}/a.ts`], signal),
  ],
  ['renames', () => committedRenames({ exec }, ROOT, signal)],
  ['texts', () => earlierTexts({ exec }, ROOT, ['a.ts'], signal)],
])('a Git that does not end is no Git without %s', async (_, ask) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  onTestFinished(() => void vi.useRealTimers());
  const answer = expect(ask()).rejects.toMatchObject({ code: 'git/slow' });
  await new Promise((resolve) => setImmediate(resolve));
  vi.advanceTimersByTime(120_000);
  await answer;
});
