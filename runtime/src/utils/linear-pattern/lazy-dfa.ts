import { spendSteps } from '../check-budget.js';
import type { CharacterClass } from './character-classes.js';
import type { NfaStart, NfaState } from './nfa.js';

/** Limit of the numbers that are cached for an automaton; beyond it, the cache is cleared. */
const MAX_CACHED = 100_000;

/** A state of the deterministic automaton: the states that the other one can have at one position. */
export interface DfaState {
  nfaStates: readonly number[];
  transitions: Transition[];
}

/** A step of the deterministic automaton. */
export interface Transition {
  /** Whether a match ends before the character. */
  isMatch: boolean;
  next: DfaState;
}

/**
 * A deterministic automaton, which reads a text once. Its states and transitions are computed from
 * the nondeterministic one when they are first needed (subset construction).
 */
export class LazyDfa {
  readonly #nfaStates: readonly NfaState[];
  readonly #nfaStart: number;
  readonly #cachedStates = new Map<string, DfaState>();
  #cacheSize = 0;
  readonly start: DfaState;
  readonly isBackward: boolean;
  /** The bits of the assertions on which its transitions depend. */
  readonly bits: number;

  constructor(nfaStates: readonly NfaState[], { state, isBackward, bits }: NfaStart) {
    this.#nfaStates = nfaStates;
    this.#nfaStart = state;
    this.start = { nfaStates: [state], transitions: [] };
    this.isBackward = isBackward;
    this.bits = bits;
  }

  /**
   * Computes the transition from a state.
   * @param key identifies the next character and assertions
   * @param bits are the assertions that hold here
   */
  transitionFrom(from: DfaState, key: number, bits: number, { atoms }: CharacterClass): Transition {
    const pending = [...from.nfaStates];
    const reached = new Set(pending);
    const next = new Set([this.#nfaStart]); // a match may begin anywhere
    let isMatch = false;
    for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
      const state = this.#nfaStates[number];
      const followers: number[] = [];
      if (state?.is === 'accept') isMatch = true;
      else if (state?.is === 'character' && atoms[state.atom]) next.add(state.next);
      else if (state?.is === 'fork') followers.push(...state.next);
      else if (state?.is === 'assertion' && ((bits & (1 << state.bit)) !== 0) === state.holds)
        followers.push(state.next);
      for (const follower of followers) {
        if (!reached.has(follower)) pending.push(follower);
        reached.add(follower);
      }
    }
    spendSteps(10 * (reached.size + next.size));
    this.#cacheSize += 10;
    return (from.transitions[key] = { isMatch, next: this.#stateOf([...next]) });
  }

  #stateOf(nfaStates: number[]): DfaState {
    const key = nfaStates.sort((a, b) => a - b).join();
    const cached = this.#cachedStates.get(key);
    if (cached) return cached;
    this.#cacheSize += 10 + nfaStates.length;
    if (this.#cacheSize > MAX_CACHED) {
      this.#cacheSize = 0;
      this.#cachedStates.clear();
      this.start.transitions.length = 0; // the start reaches all others
    }
    const state = { nfaStates, transitions: [] };
    this.#cachedStates.set(key, state);
    return state;
  }
}
