import type { PatternNode } from './parser.js';

/** Limit of the states of an automaton, including the copies that repetitions make. */
const MAX_STATES = 40_000;
/** Limit of the kinds of assertions: each is a bit. */
const MAX_ASSERTIONS = 16;

/** A state of an automaton; `next` are the numbers of those that follow. */
export type NfaState =
  | { is: 'character'; atom: number; next: number }
  | { is: 'assertion'; bit: number; holds: boolean; next: number }
  | { is: 'fork'; next: number[] }
  | { is: 'accept' };

/** Whether an assertion holds between two characters. */
export type Assertion = (text: string, at: number) => boolean;

/** The first state of a pattern or of a look-around; one that looks ahead reads the text backward. */
export interface NfaStart {
  state: number;
  isBackward: boolean;
  /** The bits of the assertions in it, but not of those within its look-arounds. */
  bits: number;
}

/** A nondeterministic automaton (Thompson's construction). */
export interface Nfa {
  states: readonly NfaState[];
  start: NfaStart;
  /** The expressions of single characters, by their number. */
  atoms: readonly RegExp[];
  /** The assertions, by their bit; look-arounds follow those that they contain. */
  assertions: readonly (Assertion | NfaStart)[];
}

/**
 * Compiles a pattern to an automaton.
 * @throws SyntaxError for one that has too many states or assertions
 */
export function compileNfa(pattern: PatternNode, flags: string): Nfa {
  const compiler = new Compiler(flags);
  const start = compiler.start(pattern, false);
  return {
    states: compiler.states,
    start,
    atoms: [...compiler.atoms.values()].map(({ expression }) => expression),
    assertions: [...compiler.assertions.values()],
  };
}

class Compiler {
  readonly #flags: string;
  readonly states: NfaState[] = [{ is: 'accept' }];
  readonly atoms = new Map<string, { number: number; expression: RegExp }>();
  readonly assertions = new Map<string, Assertion | NfaStart>();
  /** The bits of the assertions in what is compiled. */
  #bits = 0;
  #stateCount = 0;

  constructor(flags: string) {
    this.#flags = flags;
  }

  start(node: PatternNode, isBackward: boolean): NfaStart {
    const outerBits = this.#bits;
    this.#bits = 0;
    const state = this.#compile(node, 0, isBackward);
    const start = { state, isBackward, bits: this.#bits };
    this.#bits = outerBits;
    return start;
  }

  /** Adds the states of a node, before `next`. @returns the first of them */
  #compile(node: PatternNode, next: number, isBackward: boolean): number {
    switch (node.is) {
      case 'character':
        return this.#add({ is: 'character', atom: this.#atom(node.source), next });
      case 'assertion': {
        const { source, holds } = node;
        const bit = this.#bit(source, () => assertionOf(source, this.#flags));
        return this.#add({ is: 'assertion', bit, holds, next });
      }
      case 'look-around': {
        const bit = this.#bit(node.source, () => this.start(node.node, !node.isBehind));
        return this.#add({ is: 'assertion', bit, holds: node.holds, next });
      }
      case 'sequence': {
        const nodes = isBackward ? node.nodes : node.nodes.toReversed();
        return nodes.reduce((following, part) => this.#compile(part, following, isBackward), next);
      }
      case 'alternatives': {
        const firsts = node.nodes.map((part) => this.#compile(part, next, isBackward));
        return this.#add({ is: 'fork', next: firsts });
      }
      case 'repetition':
        return this.#repetition(node, next, isBackward);
    }
  }

  #repetition(
    { node, min, max }: PatternNode & { is: 'repetition' },
    next: number,
    isBackward: boolean,
  ): number {
    let first = next;
    if (max === Infinity) {
      const fork = { is: 'fork' as const, next: [next] };
      first = this.#add(fork);
      fork.next.push(this.#compile(node, first, isBackward));
    }
    for (let optional = min; optional < max && max !== Infinity; optional++)
      first = this.#add({ is: 'fork', next: [next, this.#compile(node, first, isBackward)] });
    for (let copy = 0; copy < min; copy++) {
      this.#countState(); // a copy can be empty, and their number is in the pattern
      first = this.#compile(node, first, isBackward);
    }
    return first;
  }

  #atom(source: string): number {
    const atom = this.atoms.get(source) ?? {
      number: this.atoms.size,
      expression: new RegExp(`^(?:${source})$`, this.#flags),
    };
    this.atoms.set(source, atom);
    return atom.number;
  }

  #bit(source: string, make: () => Assertion | NfaStart): number {
    if (!this.assertions.has(source)) this.assertions.set(source, make());
    const bit = [...this.assertions.keys()].indexOf(source);
    if (bit >= MAX_ASSERTIONS) throw new SyntaxError('Too many assertions');
    this.#bits |= 1 << bit;
    return bit;
  }

  #add(state: NfaState): number {
    this.#countState();
    return this.states.push(state) - 1;
  }

  #countState(): void {
    if (++this.#stateCount > MAX_STATES) throw new SyntaxError('Too large');
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
