import type { CallRecord } from './call-context.js';
import { ToolError } from './result/tool-error.js';

/** Whether a change outside this process was made. */
export type ChangeOutcome = 'none' | 'unknown' | 'made';

/** The sentence for a caller whose change may have been made. */
export const OUTCOME_UNKNOWN =
  'It is not known whether the change was made: check before you repeat it.';

/** One change, in one or more attempts. While an attempt is in progress, the outcome is unknown. */
export class Change {
  #outcome: ChangeOutcome = 'none';
  #isInProgress = false;

  /** @param prepare runs before each attempt; if it rejects, the change must not be made */
  constructor(readonly prepare?: () => Promise<void>) {}

  get outcome(): ChangeOutcome {
    return this.#isInProgress ? 'unknown' : this.#outcome;
  }

  begin(): void {
    this.#isInProgress = true;
  }

  /** Ends an attempt. A refused attempt does not change the outcome of earlier ones. */
  end(outcome: ChangeOutcome): void {
    this.#isInProgress = false;
    if (outcome !== 'none') this.#outcome = outcome;
  }

  /** Adds the known outcome to the error of the last attempt, because code can quote it in a result. */
  failure<E>(error: E): E {
    if (this.outcome === 'unknown' && error instanceof ToolError)
      error.message = appendSentence(error.facts, OUTCOME_UNKNOWN);
    return error;
  }
}

/**
 * Records a change that a call is about to make.
 * @param hasKey whether the API recognizes the change by an idempotency key
 */
export function recordChange({ changes, beforeChange }: CallRecord, hasKey = false): Change {
  const change = new Change(beforeChange && (() => beforeChange('request', hasKey)));
  changes.push(change);
  return change;
}

const MADE_BEFORE = 'A change was made before this failure: do not repeat it.';
const DONE = 'It is done; do not repeat it.';

/**
 * Returns the sentence about changes of a call, which replaces advice; undefined if it has changed
 * nothing. No other code decides whether a caller may be told to repeat the call.
 */
export function effectOf({ isReadOnly, changes }: CallRecord): string | undefined {
  const outcomes = isReadOnly ? [] : changes.map(({ outcome }) => outcome);
  if (outcomes[0] === 'made') return DONE; // the first is all of the code, or the only request of the call
  if (outcomes.includes('unknown')) return OUTCOME_UNKNOWN;
  return outcomes.includes('made') ? MADE_BEFORE : undefined;
}

/** Appends a sentence to the facts of a failure, and a period that its author may have omitted. */
export const appendSentence = (facts: string, sentence: string): string =>
  `${facts.replace(/[\p{L}\p{N})]$/u, '$&.')} ${sentence}`;
