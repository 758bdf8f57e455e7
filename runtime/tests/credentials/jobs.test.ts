import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished, vi } from 'vitest';
import { openJobs } from '../../src/credentials/jobs.js';
import { createVault } from '../../src/credentials/vault.js';
import type { RunJob } from '../../src/project/job-queue.js';
import type { Project } from '../../src/project/project.js';
import { temporaryFolder } from '../temporary-folder.js';

it('runs a job for what was stored while its last run ended', async () => {
  vi.stubEnv('MCP_DATA_DIR', temporaryFolder());
  const times = { leaseMs: 600_000, slots: 5 };
  const queue = openJobs(createVault('chat'), 'job', { env: {} } as Project, times);
  onTestFinished(async () => {
    await queue.stop();
  });
  const stored: string[] = [];
  const received: string[] = [];
  let endFirst = () => {};
  const run = vi.fn<RunJob>(async () => {
    received.push(...stored.splice(0));
    if (run.mock.calls.length === 1)
      await new Promise<void>((resolve) => {
        endFirst = resolve;
      });
    return 'done';
  });
  queue.start(
    run,
    () => {},
    async () => [],
  );
  await queue.add('a', async () => {});
  await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1));
  await queue.add('a', async () => {
    endFirst();
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2));
    await sleep(200); // the run ends the job
    stored.push('occurrence');
  });
  await vi.waitFor(() => expect(received).toEqual(['occurrence']), 10_000);
});
