import type { CallRecord } from './call-context.js';
import { ToolError } from './tool-error.js';

/** What is known of a change outside of this process. */
export type Outcome = 'none' | 'unknown' | 'made';

/** One change, in one try or several: it is not known to be made while a try is under way. */
export class Change {
  #outcome: Outcome = 'none';
  #isUnderWay = false;

  get outcome(): Outcome {
    return this.#isUnderWay ? 'unknown' : this.#outcome;
  }

  begin(): void {
    this.#isUnderWay = true;
  }

  /** A try that was refused says nothing of those before it. */
  end(outcome: Outcome): void {
    this.#isUnderWay = false;
    if (outcome !== 'none') this.#outcome = outcome;
  }

  /** The failure of the last try, which says what is known: code can quote it in a result. */
  failure<E>(error: E): E {
    if (this.outcome === 'unknown' && error instanceof ToolError)
      error.message = withSentence(error.facts, NOT_KNOWN);
    return error;
  }
}

/** Records a change that a call is about to make. */
export function recordChange({ changes }: CallRecord): Change {
  const change = new Change();
  changes.push(change);
  return change;
}

export const NOT_KNOWN = 'It is not known whether the change was made: check before you repeat it.';
const MADE_BEFORE = 'A change was made before this failure: do not repeat it.';
const DONE = 'It is done; do not repeat it.';

/**
 * What a call has changed, in place of advice on what to do next; undefined where it has changed nothing. The only place
 * that decides whether its caller may be told to make it again.
 */
export function effectOf({ isReadOnly, changes }: CallRecord): string | undefined {
  const outcomes = isReadOnly ? [] : changes.map(({ outcome }) => outcome);
  if (outcomes[0] === 'made') return DONE; // the first is all of the code, or the request that the call consists of
  if (outcomes.includes('unknown')) return NOT_KNOWN;
  return outcomes.includes('made') ? MADE_BEFORE : undefined;
}

/** What has failed, with a sentence behind it; its author may have left out the period. */
export const withSentence = (facts: string, sentence: string): string =>
  `${facts.replace(/[\p{L}\p{N})]$/u, '$&.')} ${sentence}`;
