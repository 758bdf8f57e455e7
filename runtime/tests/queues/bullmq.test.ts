import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openJobs } from '../../src/credentials/jobs.js';
import { createVault } from '../../src/credentials/vault.js';
import type { JobEnd, JobQueue, RunJob } from '../../src/project/job-queue.js';
import type { Project } from '../../src/project/project.js';
import { bullmqQueue } from '../../src/queues/bullmq.js';
import { redis, useStore } from '../servers/stores.js';

/** Longer than the pauses of a busy machine: a process that loses its lease runs a job a second time. */
const LEASE_MS = 1_000;
/** Longest wait for a state, also on a busy machine. */
const WAIT_MS = 60_000;
const nothing = async () => {};

describe.skipIf(redis.isMissing)('BullMQ', () => {
  const address = useStore(redis);
  let name = '';
  beforeEach(({ task }) => void (name = task.id));

  function start(run: RunJob, unfinished: string[] = [], slots = 5): JobQueue {
    const queue = bullmqQueue().open(address(), name, { leaseMs: LEASE_MS, slots });
    queue.start(
      run,
      (error) => errors.push(error),
      async () => unfinished,
    );
    onTestFinished(async () => {
      await queue.stop();
    });
    return queue;
  }
  let errors: unknown[] = [];
  beforeEach(() => void (errors = []));

  it('runs what is stored without a job', async () => {
    const run = vi.fn<RunJob>(async () => 'done');
    start(run, ['lost']);
    await vi.waitFor(() => expect(run).toHaveBeenCalledWith('lost', expect.anything()), WAIT_MS);
  });

  it('runs a job that is added while it runs once more, and never two at a time', async () => {
    let running = 0;
    let most = 0;
    let finish = () => {};
    const run = vi.fn<RunJob>(async () => {
      most = Math.max(most, ++running);
      await new Promise<void>((resolve) => (finish = resolve));
      running--;
      return 'done';
    });
    const [one, other] = [start(run), start(run)];
    await one.add('busy', nothing);
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1), WAIT_MS);
    await Promise.all([one, other, one, other].map((queue) => queue.add('busy', nothing)));
    finish();
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2), WAIT_MS);
    finish();
    await sleep(3 * LEASE_MS);
    expect([run.mock.calls.length, most]).toEqual([2, 1]);
  });

  it('runs a job again when it is due, and earlier if it is added', async () => {
    const ends: JobEnd[] = [3_600_000, 50, 'again', 'done'];
    const run = vi.fn<RunJob>(async () => ends.shift() ?? 'done');
    const queue = start(run);
    await queue.add('waits', nothing);
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(1), WAIT_MS);
    await queue.add('waits', nothing);
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(4), WAIT_MS);
  });

  it('reports the error of a run, and runs the job again', async () => {
    const run = vi.fn<RunJob>(async () => 'done').mockRejectedValueOnce(new Error('down'));
    await start(run).add('fails', nothing);
    await vi.waitFor(() => expect(run).toHaveBeenCalledTimes(2), WAIT_MS);
    expect(errors).toEqual([new Error('down')]);
  });

  it('leaves no job where what it needs was not stored', async () => {
    const run = vi.fn<RunJob>(async () => 'done');
    const queue = start(run);
    const full = () => Promise.reject(new Error('full'));
    await expect(queue.add('unstored', full)).rejects.toThrow('full');
    await queue.add('next', nothing);
    await vi.waitFor(() => expect(run.mock.calls.map(([id]) => id)).toEqual(['next']), WAIT_MS);
  });
});

it.each([
  [{ MCP_QUEUE: 'redis://queue' }, false, 'MCP_QUEUE requires "queue"'],
  [{ MCP_QUEUE: 'redis://queue' }, true, 'MCP_QUEUE requires TOKEN_STORE'],
  [{ TOKEN_STORE: 'postgres://db' }, true, 'MCP_QUEUE must be an address of redis:// or rediss://'],
])('%o, with a queue: %s: %s', (env, hasQueue, message) => {
  const project = { env, ...(hasQueue && { queue: bullmqQueue() }) } as unknown as Project;
  const times = { leaseMs: LEASE_MS, slots: 1 };
  expect(() => openJobs(createVault('acme'), 'job', project, times)).toThrow(message);
});
