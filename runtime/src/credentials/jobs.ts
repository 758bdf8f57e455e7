import * as z from 'zod';
import { nodeCrypto } from '../node/node-module.js';
import type { JobEnd, JobQueue, JobTimes, RunJob } from '../project/job-queue.js';
import type { Project } from '../project/project.js';
import { unrefTimer } from '../utils/time.js';
import { recordPrefix, recordsOf } from './encrypted-records.js';
import { sharedQueueOf, type Vault } from './vault.js';

const JobRecord = z.object({
  /** The process that runs it. */
  holder: z.string().optional(),
  /** Increases while it runs, so that other processes see that its process lives. */
  beat: z.number(),
  /** How often it was added. */
  added: z.number(),
  /** The time before which no process looks for it, in milliseconds since the epoch. */
  dueAt: z.number().optional(),
});
type JobRecord = z.output<typeof JobRecord>;

/**
 * Opens the jobs of one kind: in the queue that servers share, otherwise in the store of the
 * credentials.
 * @throws Error if `MCP_QUEUE` cannot be used
 */
export function openJobs(vault: Vault, kind: string, project: Project, times: JobTimes): JobQueue {
  const shared = sharedQueueOf(project);
  return shared
    ? shared.queue.open(shared.address, `mcp-${recordPrefix(vault, kind)}jobs`, times)
    : storedJobs(vault, kind, times);
}

/**
 * Returns the jobs in the store of the credentials: one record each, which is changed under a lock. The
 * process that adds a job runs it; all look for jobs that no process runs. No two clocks are
 * compared, except for jobs that wait.
 */
function storedJobs(vault: Vault, kind: string, { leaseMs, slots }: JobTimes): JobQueue {
  const records = recordsOf(vault, kind, JobRecord);
  const holder = nodeCrypto().randomUUID();
  const running = new Map<string, Promise<void>>();
  const waiting = new Set<string>();
  const lostJobs = observeBeats(records, leaseMs);
  let runJob: RunJob | undefined;
  let report: (error: unknown) => void = () => {};
  let timer: NodeJS.Timeout | undefined;

  /** @param lostBeat the unchanged beat of a job whose process is lost */
  function begin(id: string, lostBeat?: number): void {
    if (!runJob || running.has(id)) return;
    if (running.size >= slots) return void waiting.add(id);
    waiting.delete(id);
    const work = claimAndRun(id, runJob, lostBeat)
      .catch(report)
      .finally(() => {
        running.delete(id);
        for (const next of waiting) begin(next);
      });
    running.set(id, work);
  }

  async function claimAndRun(id: string, run: RunJob, lostBeat?: number): Promise<void> {
    const claimed = await records.change(id, (job) =>
      job && (job.holder === undefined || job.beat === lostBeat)
        ? { holder, beat: job.beat + 1, added: job.added }
        : undefined,
    );
    if (!claimed) return;
    const control = new AbortController();
    let lastBeat = performance.now();
    const heartbeat = setInterval(() => {
      if (performance.now() - lastBeat > leaseMs) control.abort();
      records
        .change(id, (job) => (job?.holder === holder ? { ...job, beat: job.beat + 1 } : undefined))
        .then((job) => (job ? (lastBeat = performance.now()) : control.abort()))
        .catch(() => {}); // the next heartbeat may succeed
    }, leaseMs / 3);
    let end: JobEnd = 'again';
    try {
      end = await run(id, control.signal);
    } finally {
      clearInterval(heartbeat);
      const job = await records.change(id, (current) => {
        if (current?.holder !== holder) return undefined;
        const { beat, added } = current;
        const next = { beat: beat + 1, added };
        if (end === 'again' || added !== claimed.added) return next;
        return end === 'done' ? null : { ...next, dueAt: Date.now() + end };
      });
      const isNext = end === 0 || job?.added !== claimed.added;
      if (job && end !== 'again' && isNext) waiting.add(id);
    }
  }

  return {
    async add(id, prepare) {
      const withAddition = (job: JobRecord | null) =>
        job ? { ...job, added: job.added + 1 } : { beat: 0, added: 1 };
      // If this process ends while it prepares, another one runs the job.
      const added = await records.change(id, withAddition);
      try {
        await prepare();
      } catch (error) {
        await records.change(id, (job) =>
          job?.added === 1 && added?.added === 1 ? null : undefined,
        );
        throw error;
      }
      // A run that began meanwhile may not have found what was prepared, and have ended the job.
      await records.change(id, (job) => {
        const isUntouched =
          job && !job.holder && job.beat === added?.beat && job.added === added.added;
        return isUntouched ? undefined : withAddition(job);
      });
      begin(id);
    },
    start(run, reportError) {
      runJob = run;
      report = reportError;
      let looking: Promise<void> | undefined;
      timer = unrefTimer(
        setInterval(() => {
          looking ??= lostJobs(running)
            .then((lost) => lost.forEach(({ id, beat }) => begin(id, beat)))
            .catch(report)
            .finally(() => (looking = undefined));
        }, leaseMs / 4),
      );
    },
    stop() {
      runJob = undefined;
      clearInterval(timer);
      return Promise.all(running.values());
    },
  };
}

/** @returns a function that finds jobs that are due, or whose beat has not changed for a lease, except those that run here */
function observeBeats(records: ReturnType<typeof recordsOf<JobRecord>>, leaseMs: number) {
  const observations = new Map<string, { beat: number; since: number }>();
  let looks = 0;
  return async (running: ReadonlyMap<string, unknown>): Promise<{ id: string; beat: number }[]> => {
    // A list can be slow, such as in a large Redis, so without jobs of other processes it is rare.
    if (observations.size === 0 && looks++ % 4 > 0) return [];
    const ids = await records.keys();
    const lostJobs: { id: string; beat: number }[] = [];
    for (const id of observations.keys()) if (!ids.includes(id)) observations.delete(id);
    for (const id of ids) {
      const job = running.has(id) ? null : await records.read(id);
      const { beat = 0, dueAt = 0 } = job ?? {};
      if (!job || dueAt > Date.now()) continue;
      const observation = observations.get(id);
      const now = performance.now();
      if (dueAt > 0) lostJobs.push({ id, beat });
      else if (observation?.beat !== beat) observations.set(id, { beat, since: now });
      else if (now - observation.since >= leaseMs) lostJobs.push({ id, beat });
    }
    return lostJobs;
  };
}
