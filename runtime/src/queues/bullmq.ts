/**
 * Tasks and events of several machines, in BullMQ. Needs `bullmq` and `ioredis`.
 * @module mcp-provider/queues/bullmq
 */
import type { Job, JobsOptions, Queue, Worker } from 'bullmq';
import type { JobQueue, JobTimes, RunJob, SharedQueue } from '../project/job-queue.js';
import { withDeadline } from '../utils/time.js';

/**
 * Returns a queue in the Redis of `MCP_QUEUE`, otherwise of `TOKEN_STORE`. Needs `bullmq` and
 * `ioredis`.
 * @example void runServer({ root: import.meta.dirname, providers, stores: [redisStore()], queue: bullmqQueue() });
 * @beta
 */
export const bullmqQueue = (): SharedQueue => ({ protocols: ['redis:', 'rediss:'], open });

/** How long an addition waits for Redis. Later, BullMQ still sends it once Redis responds. */
const ADD_MS = 5_000;
/** The sweep repeats after this many leases: 10 minutes. */
const SWEEP_LEASES = 60;

/** Names of jobs. A wake-up adds the run that is due then, so that two runs of one id never overlap. */
const RUN = 'run';
const WAKE_UP = 'wake-up';
const SWEEP = 'sweep';

const TRANSIENT = { removeOnComplete: true, removeOnFail: true } satisfies JobsOptions;

/** Jobs contain nothing but ids: what they need is stored, encrypted, before they are added. */
interface JobData {
  id?: string;
}

function open(address: string, name: string, { leaseMs, slots }: JobTimes): JobQueue {
  const connection = { url: address, maxRetriesPerRequest: null };
  let opening: Promise<Queue<JobData>> | undefined;
  let worker: Promise<Worker<JobData>> | undefined;
  let report: (error: unknown) => void = () => {};

  async function openQueue(): Promise<Queue<JobData>> {
    const { Queue } = await import('bullmq');
    const queue = new Queue<JobData>(name, { connection });
    queue.on('error', () => {}); // the worker reports the same outage
    return queue;
  }
  const openedQueue = () => (opening ??= openQueue());

  async function addRun(id: string): Promise<void> {
    const deduplication = { id, keepLastIfActive: true };
    await (await openedQueue()).add(RUN, { id }, { ...TRANSIENT, deduplication });
  }

  async function addWakeUp(id: string, delay: number): Promise<void> {
    const deduplication = { id: `${WAKE_UP} ${id}`, keepLastIfActive: true, replace: true };
    await (await openedQueue()).add(WAKE_UP, { id }, { ...TRANSIENT, delay, deduplication });
  }

  async function openWorker(run: RunJob, unfinishedIds: () => Promise<string[]>) {
    const { Worker } = await import('bullmq');
    const process = async (job: Job<JobData>, _token?: string, signal?: AbortSignal) => {
      const { id } = job.data;
      if (id === undefined) for (const jobId of await unfinishedIds()) await addRun(jobId);
      else if (job.name === WAKE_UP) await addRun(id);
      else {
        const end = await run(id, signal ?? new AbortController().signal).catch(
          (error: unknown) => {
            report(error);
            return leaseMs;
          },
        );
        if (end !== 'done') await addWakeUp(id, end === 'again' ? 0 : end);
      }
    };
    const opened = new Worker<JobData>(name, process, {
      connection,
      concurrency: slots,
      lockDuration: leaseMs,
      stalledInterval: leaseMs / 2,
      maxStalledCount: Number.MAX_SAFE_INTEGER,
    });
    opened.on('error', report);
    opened.on('failed', (_job, error) => report(error));
    opened.on('lockRenewalFailed', (ids) => ids.forEach((id) => opened.cancelJob(id)));
    return opened;
  }

  return {
    async add(id, prepare) {
      await prepare();
      // What is stored is begun. If this fails for good, the sweep adds the job.
      await withDeadline(ADD_MS, addRun(id)).catch(report);
    },
    start(run, reportError, unfinishedIds) {
      report = reportError;
      worker = openWorker(run, unfinishedIds);
      const every = SWEEP_LEASES * leaseMs;
      Promise.all([worker, openedQueue()])
        .then(([, queue]) =>
          queue.upsertJobScheduler(SWEEP, { every }, { name: SWEEP, opts: TRANSIENT }),
        )
        .catch(report);
    },
    async stop() {
      await (await worker)?.close();
      await (await opening)?.close();
    },
  };
}
