import { spend } from './check-budget.js';

/**
 * Whether a text matches a regular expression (ECMA-262, the flags "imsu"), decided by an automaton in time linear in the
 * text: `RegExp` goes back and tries again, which can take the square of the length, or double with each character.
 * @returns undefined for what no automaton decides: references to groups, the flags "v" and "y", and what repeats too often
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

/** Parts of a pattern, all copies counted that repetitions make. */
const MOST_PARTS = 40_000;
const DEEPEST = 100;
/** Kinds of assertions: each is a bit. */
const MOST_ASSERTIONS = 16;
/** What a pattern remembers of texts, in numbers: more is found again. */
const MOST_KEPT = 100_000;

type State =
  | { is: 'character'; atom: number; next: number }
  | { is: 'assertion'; bit: number; holds: boolean; next: number }
  | { is: 'fork'; next: number[] }
  | { is: 'end' };

/** Adds the states of a part of a pattern, before `next`; returns the first of them. */
type Part = (next: number, isBackward: boolean) => number;

/** Whether something holds between two characters. */
type Assertion = (text: string, at: number) => boolean;

class Pattern {
  readonly #source: string;
  readonly #flags: string;
  readonly #isUnicode: boolean;
  #at = 0;
  #parts = 0;
  readonly #states: State[] = [{ is: 'end' }];
  readonly #atoms = new Map<string, { number: number; expression: RegExp }>();
  /** Those of look-arounds come after what is inside of them. */
  readonly #assertions = new Map<string, Assertion | Automaton>();
  /** By code: in an array those that most texts consist of. */
  readonly #common: CharacterClass[] = [];
  readonly #others = new Map<number, CharacterClass>();
  readonly #alike = new Map<string, CharacterClass>();
  #lastClass = NONE.number;
  #kept = 0;
  readonly #whole: Automaton;

  constructor(source: string, flags: string) {
    if (/[vy]/.test(flags)) throw new SyntaxError('Not decided');
    this.#source = source;
    this.#flags = flags;
    this.#isUnicode = flags.includes('u');
    this.#whole = this.#automaton(this.#alternatives(0), false);
  }

  test(text: string): boolean {
    const assertions: Assertion[] = [];
    for (const one of this.#assertions.values()) {
      if (typeof one === 'function') assertions.push(one);
      else {
        const starts = new Uint8Array(text.length + 1);
        this.#scan(one, text, assertions, (at) => {
          starts[at] = 1;
          return false;
        });
        assertions.push((_, at) => starts[at] === 1);
      }
    }
    return this.#scan(this.#whole, text, assertions, () => true);
  }

  /** Finds the ends of matches, or their starts from the end of the text, until `isLast`. */
  #scan(
    automaton: Automaton,
    text: string,
    assertions: readonly Assertion[],
    isLast: (at: number) => boolean,
  ): boolean {
    spend(1 + text.length);
    const { isBackward } = automaton;
    let at = isBackward ? text.length : 0;
    for (let states = automaton.start; ;) {
      let bits = 0;
      for (let bit = 0; bit < assertions.length; bit++)
        if (assertions[bit]?.(text, at)) bits |= 1 << bit;
      const code = this.#codeAt(text, at, isBackward);
      const character = code === undefined ? NONE : (this.#common[code] ?? this.#classOf(code));
      const key = character.number * 2 ** assertions.length + bits;
      const transition = states.transitions[key] ?? automaton.after(states, key, bits, character);
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
    const state = this.#others.get(code);
    if (state) return state;
    spend(5 * this.#atoms.size);
    this.#kept += this.#atoms.size;
    if (this.#kept > MOST_KEPT) {
      this.#kept = 0;
      for (const all of [this.#others, this.#alike]) all.clear();
      this.#common.length = 0;
    }
    const character = this.#isUnicode ? String.fromCodePoint(code) : String.fromCharCode(code);
    const atoms = Array.from(this.#atoms.values(), ({ expression }) => expression.test(character));
    const key = atoms.map(Number).join('');
    const characterClass = this.#alike.get(key) ?? { number: ++this.#lastClass, atoms };
    this.#alike.set(key, characterClass);
    if (code < 256) this.#common[code] = characterClass;
    else this.#others.set(code, characterClass);
    return characterClass;
  }

  #automaton(part: Part, isBackward: boolean): Automaton {
    return new Automaton(this.#states, part(0, isBackward), isBackward);
  }

  #add(state: State): number {
    if (++this.#parts > MOST_PARTS) throw new SyntaxError('Too large');
    return this.#states.push(state) - 1;
  }

  #take(token: RegExp): RegExpExecArray | undefined {
    token.lastIndex = this.#at;
    const match = token.exec(this.#source) ?? undefined;
    this.#at += match?.[0].length ?? 0;
    return match;
  }

  #alternatives(depth: number): Part {
    if (depth > DEEPEST) throw new SyntaxError('Too deep');
    const all = [this.#sequence(depth)];
    while (this.#take(/\|/y)) all.push(this.#sequence(depth));
    const [only] = all;
    if (only && all.length === 1) return only;
    return (next, isBackward) =>
      this.#add({ is: 'fork', next: all.map((part) => part(next, isBackward)) });
  }

  #sequence(depth: number): Part {
    const parts: Part[] = [];
    while (this.#at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.#at)))
      parts.push(this.#repeated(this.#part(depth)));
    return (next, isBackward) =>
      (isBackward ? parts : parts.toReversed()).reduce(
        (after, part) => part(after, isBackward),
        next,
      );
  }

  #part(depth: number): Part {
    const [around, behind, sign] = this.#take(/\(\?(<?)([=!])/y) ?? [];
    const start = this.#at;
    if (around !== undefined || this.#take(/\((?:\?(?::|<[^>]*>)|(?!\?))/y)) {
      const inner = this.#alternatives(depth + 1);
      const text = this.#source.slice(start, this.#at++); // ")"
      if (around === undefined) return inner;
      const look = () => this.#automaton(inner, behind === '');
      return this.#assertion(`(?${behind}${text})`, look, sign === '=');
    }
    const [assertion] = this.#take(/[\^$]|\\[bB]/y) ?? [];
    if (assertion !== undefined) {
      const [positive, holds] = [assertion.replace('B', 'b'), assertion !== '\\B'];
      return this.#assertion(positive, () => assertionOf(positive, this.#flags), holds);
    }
    return this.#character();
  }

  #assertion(text: string, make: () => Assertion | Automaton, holds: boolean): Part {
    if (!this.#assertions.has(text)) this.#assertions.set(text, make());
    const bit = [...this.#assertions.keys()].indexOf(text);
    if (bit >= MOST_ASSERTIONS) throw new SyntaxError('Too many');
    return (next) => this.#add({ is: 'assertion', bit, holds, next });
  }

  #character(): Part {
    if (this.#take(this.#isUnicode ? UNDECIDED : UNDECIDED_WITHOUT_UNICODE))
      throw new SyntaxError('Not decided');
    const [text = ''] = this.#take(this.#isUnicode ? CHARACTER : CHARACTER_WITHOUT_UNICODE) ?? [];
    const atom = this.#atoms.get(text) ?? {
      number: this.#atoms.size,
      expression: new RegExp(`^(?:${text})$`, this.#flags),
    };
    this.#atoms.set(text, atom);
    return (next) => this.#add({ is: 'character', atom: atom.number, next });
  }

  #repeated(part: Part): Part {
    const [quantifier, sign, digits, comma, limit] =
      this.#take(/(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y) ?? [];
    if (quantifier === undefined) return part;
    const least = sign === undefined ? Number(digits) : sign === '+' ? 1 : 0;
    const most = limit ? Number(limit) : sign === '?' ? 1 : sign || comma ? Infinity : least;
    return (next, isBackward) => {
      let first = next;
      if (most === Infinity) {
        const fork = { is: 'fork' as const, next: [next] };
        first = this.#add(fork);
        fork.next.push(part(first, isBackward));
      }
      for (let optional = least; optional < most && most !== Infinity; optional++)
        first = this.#add({ is: 'fork', next: [next, part(first, isBackward)] });
      for (let copy = 0; copy < least; copy++) {
        this.#parts++;
        first = part(first, isBackward);
        if (this.#parts > MOST_PARTS) throw new SyntaxError('Too large');
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

/** A class, an escape, or itself. */
const CHARACTER =
  /\[(?:\\[^]|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[^])|[^]/uy;
const CHARACTER_WITHOUT_UNICODE =
  /\[(?:\\[^]|[^\]\\])*\]|\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[^])|[^]/y;
/** References to groups, and groups with flags of their own. */
const UNDECIDED = /\\[1-9k]|\(\?/y;
/** Without the flag "u", numbers can also be octal, and "\c" a backslash. */
const UNDECIDED_WITHOUT_UNICODE = /\\[1-9k]|\\0\d|\\c(?![a-zA-Z])|\(\?/y;

/** Characters that the same atoms of a pattern take. */
interface CharacterClass {
  number: number;
  atoms: readonly boolean[];
}

/** There is no character. */
const NONE: CharacterClass = { number: 0, atoms: [] };

/** States that a pattern can be in at the same place of a text. */
interface StateSet {
  states: readonly number[];
  transitions: Transition[];
}

interface Transition {
  isMatch: boolean;
  next: StateSet;
}

/** Goes through a text once, in all states at the same time. What follows which set is found when it is first needed. */
class Automaton {
  readonly #states: readonly State[];
  readonly #first: number;
  readonly #sets = new Map<string, StateSet>();
  #kept = 0;
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
   * @param key of what comes next
   * @param bits the assertions that hold here
   */
  after(from: StateSet, key: number, bits: number, { atoms }: CharacterClass): Transition {
    const open = [...from.states];
    const seen = new Set(open);
    const next = new Set([this.#first]); // a match may begin anywhere
    let isMatch = false;
    for (let number = open.pop(); number !== undefined; number = open.pop()) {
      const state = this.#states[number];
      const on: number[] = [];
      if (state?.is === 'end') isMatch = true;
      else if (state?.is === 'character' && atoms[state.atom]) next.add(state.next);
      else if (state?.is === 'fork') on.push(...state.next);
      else if (state?.is === 'assertion' && ((bits & (1 << state.bit)) !== 0) === state.holds)
        on.push(state.next);
      for (const one of on) {
        if (!seen.has(one)) open.push(one);
        seen.add(one);
      }
    }
    spend(10 * (seen.size + next.size));
    this.#kept += 10;
    return (from.transitions[key] = { isMatch, next: this.#setOf([...next]) });
  }

  #setOf(states: number[]): StateSet {
    const key = states.sort((a, b) => a - b).join();
    const cached = this.#sets.get(key);
    if (cached) return cached;
    this.#kept += 10 + states.length;
    if (this.#kept > MOST_KEPT) {
      this.#kept = 0;
      this.#sets.clear();
      this.start.transitions.length = 0; // leads to all others
    }
    const set = { states, transitions: [] };
    this.#sets.set(key, set);
    return set;
  }
}
