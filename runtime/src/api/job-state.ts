/** What `finished` cannot see in responses. */
export interface JobDescription {
  /**
   * Path of the job, with dotted paths of the accepted response in braces: `/exports/{data.id}`. With it, a response of any
   * status that has the state of a running job is one.
   */
  path?: string;
  /** Dotted path of the state; `status` or `state` by default. */
  state?: string;
  /** All states of a job that has ended well. Without them, a job has ended that has no usual state of a running one. */
  done?: readonly string[];
  /** All states of a job that has failed; usual ones by default. */
  failed?: readonly string[];
  /** The request that cancels the job, by default at its URL. Without it, cancelling a task ends only the wait. */
  cancel?: { method: 'DELETE' | 'POST'; path?: string };
}

/** Members with the state of a job. */
export const STATE_KEYS = ['status', 'state'] as const;

/** States of a running job without spaces, `-` and `_`: what an API is still doing ends in "ing". */
const RUNNING_STATE =
  /^(accepted|inprogress|new|notstarted|queued|scheduled|started|submitted|(?!warning|missing)\w+ing)$/;
/** States of a job that has ended well, in a response that has the URL of one. */
const DONE_STATE = /^(completed?|done|finished|ready|succeeded|success|successful)$/;
const FAILED_STATE =
  /^(aborted|canceled|cancelled|denied|error|errored|expired|failed|failure|rejected|timedout)$/;

/** Returns whether a job runs that is in this state, and has not failed. */
export const isRunningState = (state: string, { done }: JobDescription): boolean =>
  done ? !done.includes(state) : RUNNING_STATE.test(normalizeState(state));

/** Returns whether a job has failed that is in this state. */
export const isFailedState = (state: string, { failed }: JobDescription): boolean =>
  failed?.includes(state) ?? FAILED_STATE.test(normalizeState(state));

/** Returns whether a job has ended well that is in this state, which its first response states. */
export const isEndedWell = (state: string, { done }: JobDescription): boolean =>
  done?.includes(state) ?? DONE_STATE.test(normalizeState(state));

/** Returns a state in the form that errors quote. */
export const normalizeState = (state: string) => state.toLowerCase().replace(/[\s_-]/g, '');
