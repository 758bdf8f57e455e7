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
    : new StoredJobs(vault, kind, times);
}

type JobRecords = ReturnType<typeof recordsOf<JobRecord>>;

/**
 * Jobs in the store of the credentials: one record each, which is changed under a lock. The process
 * that adds a job runs it; all look for jobs that no process runs. No two clocks are compared, except
 * for jobs that wait.
 */
class StoredJobs implements JobQueue {
  readonly #records: JobRecords;
  readonly #beatObserver: BeatObserver;
  readonly #leaseMs: number;
  readonly #slots: number;
  readonly #holder = nodeCrypto().randomUUID();
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Set<string>();
  #run: RunJob | undefined;
  #report: (error: unknown) => void = () => {};
  #timer: NodeJS.Timeout | undefined;

  constructor(vault: Vault, kind: string, { leaseMs, slots }: JobTimes) {
    this.#records = recordsOf(vault, kind, JobRecord);
    this.#beatObserver = new BeatObserver(this.#records, leaseMs);
    this.#leaseMs = leaseMs;
    this.#slots = slots;
  }

  async add(id: string, prepare: () => Promise<unknown>): Promise<void> {
    // If this process ends while it prepares, another one runs the job.
    const added = await this.#records.change(id, withAddition);
    try {
      await prepare();
    } catch (error) {
      await this.#records.change(id, (job) =>
        job?.added === 1 && added?.added === 1 ? null : undefined,
      );
      throw error;
    }
    // A run that began meanwhile may not have found what was prepared, and have ended the job.
    await this.#records.change(id, (job) => {
      const isUntouched =
        job && !job.holder && job.beat === added?.beat && job.added === added.added;
      return isUntouched ? undefined : withAddition(job);
    });
    this.#begin(id);
  }

  start(run: RunJob, report: (error: unknown) => void): void {
    this.#run = run;
    this.#report = report;
    let looking: Promise<void> | undefined;
    const look = () => (looking ??= this.#takeOver().finally(() => (looking = undefined)));
    this.#timer = unrefTimer(setInterval(() => void look(), this.#leaseMs / 4));
  }

  stop(): Promise<unknown> {
    this.#run = undefined;
    clearInterval(this.#timer);
    return Promise.all(this.#running.values());
  }

  /** Begins jobs that no process runs. */
  async #takeOver(): Promise<void> {
    try {
      for (const { id, beat } of await this.#beatObserver.findLost(this.#running))
        this.#begin(id, beat);
    } catch (error) {
      this.#report(error);
    }
  }

  /** @param lostBeat the unchanged beat of a job whose process is lost */
  #begin(id: string, lostBeat?: number): void {
    if (!this.#run || this.#running.has(id)) return;
    if (this.#running.size >= this.#slots) return void this.#waiting.add(id);
    this.#waiting.delete(id);
    const work = this.#claimAndRun(id, this.#run, lostBeat)
      .catch(this.#report)
      .finally(() => {
        this.#running.delete(id);
        for (const next of this.#waiting) this.#begin(next);
      });
    this.#running.set(id, work);
  }

  async #claimAndRun(id: string, run: RunJob, lostBeat?: number): Promise<void> {
    const claimed = await this.#records.change(id, (job) =>
      job && (job.holder === undefined || job.beat === lostBeat)
        ? { holder: this.#holder, beat: job.beat + 1, added: job.added }
        : undefined,
    );
    if (!claimed) return;
    const control = new AbortController();
    const heartbeat = this.#startHeartbeat(id, control);
    let end: JobEnd = 'again';
    try {
      end = await run(id, control.signal);
    } finally {
      clearInterval(heartbeat);
      await this.#release(id, end, claimed);
    }
  }

  /** Shows other processes that this one runs the job; aborts it when another one may have it. */
  #startHeartbeat(id: string, control: AbortController): NodeJS.Timeout {
    let lastBeat = performance.now();
    return setInterval(() => {
      if (performance.now() - lastBeat > this.#leaseMs) control.abort();
      this.#records
        .change(id, (job) =>
          job?.holder === this.#holder ? { ...job, beat: job.beat + 1 } : undefined,
        )
        .then((job) => (job ? (lastBeat = performance.now()) : control.abort()))
        .catch(() => {}); // the next heartbeat may succeed
    }, this.#leaseMs / 3);
  }

  /** Ends a run: removes the job if it is done and was not added again. */
  async #release(id: string, end: JobEnd, claimed: JobRecord): Promise<void> {
    const job = await this.#records.change(id, (current) => {
      if (current?.holder !== this.#holder) return undefined;
      const { beat, added } = current;
      const next = { beat: beat + 1, added };
      if (end === 'again' || added !== claimed.added) return next;
      return end === 'done' ? null : { ...next, dueAt: Date.now() + end };
    });
    const isNext = end === 0 || job?.added !== claimed.added;
    if (job && end !== 'again' && isNext) this.#waiting.add(id);
  }
}

const withAddition = (job: JobRecord | null): JobRecord =>
  job ? { ...job, added: job.added + 1 } : { beat: 0, added: 1 };

/** An observer of the beats of other processes: it finds the jobs that no process runs. */
class BeatObserver {
  readonly #records: JobRecords;
  readonly #leaseMs: number;
  readonly #observations = new Map<string, { beat: number; since: number }>();
  #looks = 0;

  constructor(records: JobRecords, leaseMs: number) {
    this.#records = records;
    this.#leaseMs = leaseMs;
  }

  /** Finds jobs that are due, or whose beat has not changed for a lease, except those that run here. */
  async findLost(running: ReadonlyMap<string, unknown>): Promise<{ id: string; beat: number }[]> {
    // A list can be slow, such as in a large Redis, so without jobs of other processes it is rare.
    if (this.#observations.size === 0 && this.#looks++ % 4 > 0) return [];
    const ids = await this.#records.keys();
    const lostJobs: { id: string; beat: number }[] = [];
    for (const id of this.#observations.keys())
      if (!ids.includes(id)) this.#observations.delete(id);
    for (const id of ids) {
      const job = running.has(id) ? null : await this.#records.read(id);
      if (job && this.#isLost(id, job)) lostJobs.push({ id, beat: job.beat });
    }
    return lostJobs;
  }

  #isLost(id: string, { beat, dueAt = 0 }: JobRecord): boolean {
    if (dueAt > 0) return dueAt <= Date.now();
    const observation = this.#observations.get(id);
    const now = performance.now();
    if (observation?.beat === beat) return now - observation.since >= this.#leaseMs;
    this.#observations.set(id, { beat, since: now });
    return false;
  }
}
