/**
 * 'again': another run has to continue the job, at once. A number: after that many milliseconds;
 * with 0, jobs that wait are first.
 * @beta
 */
export type JobEnd = 'done' | 'again' | number;

/**
 * Runs a job.
 * @param signal aborted when another process has taken the job over
 * @beta
 */
export type RunJob = (id: string, signal: AbortSignal) => Promise<JobEnd>;

/**
 * A queue of jobs that any of its processes may run. A job runs at least once, one run at a time,
 * and again after the process that ran it has ended: `run` has to find out what an earlier run has
 * done.
 * @beta
 */
export interface JobQueue {
  /**
   * Adds a job, which then survives this process. A job that runs already runs once more.
   * @param id `[a-z0-9]+`
   * @param prepare stores what the job needs; if it throws, no new job is left
   */
  add(id: string, prepare: () => Promise<unknown>): Promise<void>;
  /**
   * Begins to run jobs.
   * @param unfinished lists the ids of what is stored and needs a job: a queue that is not in the
   *   same store can lack some
   */
  start(run: RunJob, report: (error: unknown) => void, unfinished: () => Promise<string[]>): void;
  /** Begins no more jobs. @returns a promise of the end of those that run */
  stop(): Promise<unknown>;
}

/**
 * Limits of the jobs of one process.
 * @beta
 */
export interface JobTimes {
  /** Milliseconds without a sign of life after which the process of a job counts as lost. */
  leaseMs: number;
  /** Jobs that this process runs at a time. */
  slots: number;
}

/**
 * A queue engine that several machines share; `bullmqQueue` is one.
 * @beta
 */
export interface SharedQueue {
  /** Schemes of the URLs in `MCP_QUEUE` that it opens, such as `redis:`. */
  protocols: readonly [string, ...string[]];
  /**
   * Opens the queue at an address.
   * @param name of the queue: all processes that open it share its jobs
   */
  open(address: string, name: string, times: JobTimes): JobQueue;
}
