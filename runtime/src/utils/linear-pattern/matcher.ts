import { spendSteps } from '../check-budget.js';
import { CharacterClasses, NO_CHARACTER } from './character-classes.js';
import { LazyDfa } from './lazy-dfa.js';
import type { Assertion, Nfa } from './nfa.js';

/** Tests texts with the automata of one pattern: its own, and one for each look-around. */
export class Matcher {
  readonly #dfa: LazyDfa;
  readonly #assertions: readonly (Assertion | LazyDfa)[];
  readonly #classes: CharacterClasses;
  readonly #isUnicode: boolean;

  constructor({ states, start, atoms, assertions }: Nfa, isUnicode: boolean) {
    this.#dfa = new LazyDfa(states, start);
    this.#assertions = assertions.map((assertion) =>
      typeof assertion === 'function' ? assertion : new LazyDfa(states, assertion),
    );
    this.#classes = new CharacterClasses(atoms, isUnicode);
    this.#isUnicode = isUnicode;
  }

  /** Returns whether a part of the text matches the pattern. */
  test(text: string): boolean {
    const assertions: Assertion[] = [];
    for (const assertion of this.#assertions)
      assertions.push(
        typeof assertion === 'function' ? assertion : this.#lookAround(assertion, text, assertions),
      );
    return this.#scan(this.#dfa, text, assertions, () => true);
  }

  /** Finds all positions where a look-around holds, with the assertions that it can contain. */
  #lookAround(dfa: LazyDfa, text: string, assertions: readonly Assertion[]): Assertion {
    const holds = new Uint8Array(text.length + 1);
    this.#scan(dfa, text, assertions, (at) => {
      holds[at] = 1;
      return false;
    });
    return (_, at) => holds[at] === 1;
  }

  /** Scans a text for the ends of matches, or for their starts from the end of the text, until `isLast`. */
  #scan(
    dfa: LazyDfa,
    text: string,
    assertions: readonly Assertion[],
    isLast: (at: number) => boolean,
  ): boolean {
    spendSteps(1 + text.length);
    const { isBackward, bits: ownBits } = dfa;
    let at = isBackward ? text.length : 0;
    for (let state = dfa.start; ;) {
      let bits = 0;
      for (let bit = 0; bit < assertions.length; bit++)
        if ((ownBits & (1 << bit)) !== 0 && assertions[bit]?.(text, at)) bits |= 1 << bit;
      const code = this.#codeAt(text, at, isBackward);
      const characterClass = code === undefined ? NO_CHARACTER : this.#classes.of(code);
      const key = characterClass.number * 2 ** assertions.length + bits;
      const transition =
        state.transitions[key] ?? dfa.transitionFrom(state, key, bits, characterClass);
      if (transition.isMatch && isLast(at)) return true;
      if (code === undefined) return false;
      at += (isBackward ? -1 : 1) * (code > 0xffff ? 2 : 1);
      state = transition.next;
    }
  }

  #codeAt(text: string, at: number, isBackward: boolean): number | undefined {
    if (at === (isBackward ? 0 : text.length)) return undefined;
    if (!this.#isUnicode) return text.charCodeAt(isBackward ? at - 1 : at);
    if (!isBackward) return text.codePointAt(at);
    const code = at > 1 ? (text.codePointAt(at - 2) ?? 0) : 0;
    return code > 0xffff ? code : text.charCodeAt(at - 1);
  }
}
