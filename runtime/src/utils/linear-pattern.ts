import { spendSteps } from './check-budget.js';

/**
 * Compiles a regular expression (ECMA-262, the flags "imsu") to an automaton that tests texts in
 * linear time: `RegExp` backtracks, which can take the square of the length, or double with each
 * character.
 * @returns undefined for patterns that no automaton decides: references to groups, the flags "v"
 * and "y", and too many repetitions
 * @throws TooComplexError, of the test, in `withinBudget`
 */
export function linearPattern(
  source: string,
  flags = 'u',
): ((text: string) => boolean) | undefined {
  try {
    const pattern = new Pattern(source, new RegExp(source, flags).flags.replace(/[dg]/g, ''));
    return (text) => pattern.test(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Limit of the parts of a pattern, including the copies that repetitions make. */
const MAX_PARTS = 40_000;
const MAX_LEVELS = 100;
/** Limit of the kinds of assertions: each is a bit. */
const MAX_ASSERTIONS = 16;
/** Limit of the cached numbers of a pattern; beyond it, the cache is cleared. */
const MAX_CACHED = 100_000;

type State =
  | { is: 'character'; atom: number; next: number }
  | { is: 'assertion'; bit: number; holds: boolean; next: number }
  | { is: 'fork'; next: number[] }
  | { is: 'end' };

/** Adds the states of a part of a pattern, before `next`; returns the first of them. */
type StateBuilder = (next: number, isBackward: boolean) => number;

/** Whether an assertion holds between two characters. */
type Assertion = (text: string, at: number) => boolean;

/** A character of a pattern: a class, an escape, or the character itself. */
const CHARACTER =
  /\[(?:\\[^]|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[^])|[^]/uy;

const CHARACTER_WITHOUT_UNICODE =
  /\[(?:\\[^]|[^\]\\])*\]|\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[^])|[^]/y;

/** References to groups, and groups with their own flags, which an automaton cannot decide. */
const UNDECIDED = /\\[1-9k]|\(\?/y;

/** The same without the flag "u": numbers can also be octal, and "\c" a backslash. */
const UNDECIDED_WITHOUT_UNICODE = /\\[1-9k]|\\0\d|\\c(?![a-zA-Z])|\(\?/y;

/** The class of the end of a text, where there is no character. */
const NO_CHARACTER: CharacterClass = { number: 0, atoms: [] };

class Pattern {
  readonly #source: string;
  readonly #flags: string;
  readonly #isUnicode: boolean;
  #position = 0;
  #parts = 0;
  readonly #states: State[] = [{ is: 'end' }];
  readonly #atoms = new Map<string, { number: number; expression: RegExp }>();
  /** Assertions; look-arounds follow those that they contain. */
  readonly #assertions = new Map<string, Assertion | Automaton>();
  /** Classes by code of the characters that most texts consist of, in an array. */
  readonly #commonClasses: CharacterClass[] = [];
  readonly #rareClasses = new Map<number, CharacterClass>();
  readonly #classesByAtoms = new Map<string, CharacterClass>();
  #lastClass = NO_CHARACTER.number;
  #cacheSize = 0;
  readonly #rootAutomaton: Automaton;

  constructor(source: string, flags: string) {
    if (/[vy]/.test(flags)) throw new SyntaxError('Not decided');
    this.#source = source;
    this.#flags = flags;
    this.#isUnicode = flags.includes('u');
    this.#rootAutomaton = this.#automaton(this.#alternatives(0), false);
  }

  test(text: string): boolean {
    const assertions: Assertion[] = [];
    for (const assertion of this.#assertions.values()) {
      if (typeof assertion === 'function') assertions.push(assertion);
      else {
        const starts = new Uint8Array(text.length + 1);
        this.#scan(assertion, text, assertions, (at) => {
          starts[at] = 1;
          return false;
        });
        assertions.push((_, at) => starts[at] === 1);
      }
    }
    return this.#scan(this.#rootAutomaton, text, assertions, () => true);
  }

  /** Scans a text for the ends of matches, or for their starts from the end of the text, until `isLast`. */
  #scan(
    automaton: Automaton,
    text: string,
    assertions: readonly Assertion[],
    isLast: (at: number) => boolean,
  ): boolean {
    spendSteps(1 + text.length);
    const { isBackward } = automaton;
    let at = isBackward ? text.length : 0;
    for (let states = automaton.start; ;) {
      let bits = 0;
      for (let bit = 0; bit < assertions.length; bit++)
        if (assertions[bit]?.(text, at)) bits |= 1 << bit;
      const code = this.#codeAt(text, at, isBackward);
      const character =
        code === undefined ? NO_CHARACTER : (this.#commonClasses[code] ?? this.#classOf(code));
      const key = character.number * 2 ** assertions.length + bits;
      const transition =
        states.transitions[key] ?? automaton.transitionFrom(states, key, bits, character);
      if (transition.isMatch && isLast(at)) return true;
      if (code === undefined) return false;
      at += (isBackward ? -1 : 1) * (code > 0xffff ? 2 : 1);
      states = transition.next;
    }
  }

  #codeAt(text: string, at: number, isBackward: boolean): number | undefined {
    if (at === (isBackward ? 0 : text.length)) return undefined;
    if (!this.#isUnicode) return text.charCodeAt(isBackward ? at - 1 : at);
    if (!isBackward) return text.codePointAt(at);
    const code = at > 1 ? (text.codePointAt(at - 2) ?? 0) : 0;
    return code > 0xffff ? code : text.charCodeAt(at - 1);
  }

  #classOf(code: number): CharacterClass {
    const state = this.#rareClasses.get(code);
    if (state) return state;
    spendSteps(5 * this.#atoms.size);
    this.#cacheSize += this.#atoms.size;
    if (this.#cacheSize > MAX_CACHED) {
      this.#cacheSize = 0;
      for (const all of [this.#rareClasses, this.#classesByAtoms]) all.clear();
      this.#commonClasses.length = 0;
    }
    const character = this.#isUnicode ? String.fromCodePoint(code) : String.fromCharCode(code);
    const atoms = Array.from(this.#atoms.values(), ({ expression }) => expression.test(character));
    const key = atoms.map(Number).join('');
    const characterClass = this.#classesByAtoms.get(key) ?? { number: ++this.#lastClass, atoms };
    this.#classesByAtoms.set(key, characterClass);
    if (code < 256) this.#commonClasses[code] = characterClass;
    else this.#rareClasses.set(code, characterClass);
    return characterClass;
  }

  #automaton(part: StateBuilder, isBackward: boolean): Automaton {
    return new Automaton(this.#states, part(0, isBackward), isBackward);
  }

  #add(state: State): number {
    if (++this.#parts > MAX_PARTS) throw new SyntaxError('Too large');
    return this.#states.push(state) - 1;
  }

  #takeToken(token: RegExp): RegExpExecArray | undefined {
    token.lastIndex = this.#position;
    const match = token.exec(this.#source) ?? undefined;
    this.#position += match?.[0].length ?? 0;
    return match;
  }

  #alternatives(depth: number): StateBuilder {
    if (depth > MAX_LEVELS) throw new SyntaxError('Too deep');
    const alternatives = [this.#sequence(depth)];
    while (this.#takeToken(/\|/y)) alternatives.push(this.#sequence(depth));
    const [only] = alternatives;
    if (only && alternatives.length === 1) return only;
    return (next, isBackward) =>
      this.#add({ is: 'fork', next: alternatives.map((part) => part(next, isBackward)) });
  }

  #sequence(depth: number): StateBuilder {
    const parts: StateBuilder[] = [];
    while (
      this.#position < this.#source.length &&
      !/[|)]/.test(this.#source.charAt(this.#position))
    )
      parts.push(this.#withQuantifier(this.#part(depth)));
    return (next, isBackward) =>
      (isBackward ? parts : parts.toReversed()).reduce(
        (following, part) => part(following, isBackward),
        next,
      );
  }

  #part(depth: number): StateBuilder {
    const [lookAround, behind, sign] = this.#takeToken(/\(\?(<?)([=!])/y) ?? [];
    const start = this.#position;
    if (lookAround !== undefined || this.#takeToken(/\((?:\?(?::|<[^>]*>)|(?!\?))/y)) {
      const inner = this.#alternatives(depth + 1);
      const text = this.#source.slice(start, this.#position++); // ")"
      if (lookAround === undefined) return inner;
      const look = () => this.#automaton(inner, behind === '');
      return this.#assertion(`(?${behind}${text})`, look, sign === '=');
    }
    const [assertion] = this.#takeToken(/[\^$]|\\[bB]/y) ?? [];
    if (assertion !== undefined) {
      const [positiveForm, holds] = [assertion.replace('B', 'b'), assertion !== '\\B'];
      return this.#assertion(positiveForm, () => assertionOf(positiveForm, this.#flags), holds);
    }
    return this.#character();
  }

  #assertion(text: string, make: () => Assertion | Automaton, holds: boolean): StateBuilder {
    if (!this.#assertions.has(text)) this.#assertions.set(text, make());
    const bit = [...this.#assertions.keys()].indexOf(text);
    if (bit >= MAX_ASSERTIONS) throw new SyntaxError('Too many');
    return (next) => this.#add({ is: 'assertion', bit, holds, next });
  }

  #character(): StateBuilder {
    if (this.#takeToken(this.#isUnicode ? UNDECIDED : UNDECIDED_WITHOUT_UNICODE))
      throw new SyntaxError('Not decided');
    const [text = ''] =
      this.#takeToken(this.#isUnicode ? CHARACTER : CHARACTER_WITHOUT_UNICODE) ?? [];
    const atom = this.#atoms.get(text) ?? {
      number: this.#atoms.size,
      expression: new RegExp(`^(?:${text})$`, this.#flags),
    };
    this.#atoms.set(text, atom);
    return (next) => this.#add({ is: 'character', atom: atom.number, next });
  }

  #withQuantifier(part: StateBuilder): StateBuilder {
    const [quantifier, sign, digits, comma, limit] =
      this.#takeToken(/(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y) ?? [];
    if (quantifier === undefined) return part;
    const least = sign === undefined ? Number(digits) : sign === '+' ? 1 : 0;
    const maximum = limit ? Number(limit) : sign === '?' ? 1 : sign || comma ? Infinity : least;
    return (next, isBackward) => {
      let first = next;
      if (maximum === Infinity) {
        const fork = { is: 'fork' as const, next: [next] };
        first = this.#add(fork);
        fork.next.push(part(first, isBackward));
      }
      for (let optional = least; optional < maximum && maximum !== Infinity; optional++)
        first = this.#add({ is: 'fork', next: [next, part(first, isBackward)] });
      for (let copy = 0; copy < least; copy++) {
        this.#parts++;
        first = part(first, isBackward);
        if (this.#parts > MAX_PARTS) throw new SyntaxError('Too large');
      }
      return first;
    };
  }
}

function assertionOf(source: string, flags: string): Assertion {
  if (!flags.includes('m') && source === '^') return (_, at) => at === 0;
  if (!flags.includes('m') && source === '$') return (text, at) => at === text.length;
  const expression = new RegExp(source, `${flags}y`);
  return (text, at) => {
    expression.lastIndex = at;
    return expression.test(text);
  };
}

/** Characters that match the same atoms of a pattern. */
interface CharacterClass {
  number: number;
  atoms: readonly boolean[];
}

/** States that a pattern can have at one position of a text. */
interface StateSet {
  states: readonly number[];
  transitions: Transition[];
}

interface Transition {
  isMatch: boolean;
  next: StateSet;
}

/**
 * An automaton that reads a text once, in all states at the same time. Transitions between sets are
 * computed when they are first needed.
 */
class Automaton {
  readonly #states: readonly State[];
  readonly #first: number;
  readonly #sets = new Map<string, StateSet>();
  #cacheSize = 0;
  readonly start: StateSet;

  constructor(
    states: readonly State[],
    first: number,
    readonly isBackward: boolean,
  ) {
    this.#states = states;
    this.#first = first;
    this.start = { states: [first], transitions: [] };
  }

  /**
   * Computes the transition from a set of states.
   * @param key identifies the next character and assertions
   * @param bits are the assertions that hold here
   */
  transitionFrom(from: StateSet, key: number, bits: number, { atoms }: CharacterClass): Transition {
    const pending = [...from.states];
    const reached = new Set(pending);
    const next = new Set([this.#first]); // a match may begin anywhere
    let isMatch = false;
    for (let number = pending.pop(); number !== undefined; number = pending.pop()) {
      const state = this.#states[number];
      const nextStates: number[] = [];
      if (state?.is === 'end') isMatch = true;
      else if (state?.is === 'character' && atoms[state.atom]) next.add(state.next);
      else if (state?.is === 'fork') nextStates.push(...state.next);
      else if (state?.is === 'assertion' && ((bits & (1 << state.bit)) !== 0) === state.holds)
        nextStates.push(state.next);
      for (const nextState of nextStates) {
        if (!reached.has(nextState)) pending.push(nextState);
        reached.add(nextState);
      }
    }
    spendSteps(10 * (reached.size + next.size));
    this.#cacheSize += 10;
    return (from.transitions[key] = { isMatch, next: this.#setOf([...next]) });
  }

  #setOf(states: number[]): StateSet {
    const key = states.sort((a, b) => a - b).join();
    const cached = this.#sets.get(key);
    if (cached) return cached;
    this.#cacheSize += 10 + states.length;
    if (this.#cacheSize > MAX_CACHED) {
      this.#cacheSize = 0;
      this.#sets.clear();
      this.start.transitions.length = 0; // the start set reaches all others
    }
    const set = { states, transitions: [] };
    this.#sets.set(key, set);
    return set;
  }
}
