/** The syntax tree of a pattern. */
export type PatternNode =
  /** A class, an escape, or the character itself. */
  | { is: 'character'; source: string }
  /** `^`, `$` or `\b`, or its opposite `\B`. */
  | { is: 'assertion'; source: string; holds: boolean }
  /** A negative one has the `source` of its opposite. */
  | { is: 'look-around'; source: string; isBehind: boolean; holds: boolean; node: PatternNode }
  | { is: 'sequence'; nodes: readonly PatternNode[] }
  | { is: 'alternatives'; nodes: readonly PatternNode[] }
  | { is: 'repetition'; node: PatternNode; min: number; max: number };

const MAX_LEVELS = 100;

/** A character of a pattern: a class, an escape, or the character itself. */
const CHARACTER =
  /\[(?:\\[^]|[^\]\\])*\]|\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[^])|[^]/uy;

const CHARACTER_WITHOUT_UNICODE =
  /\[(?:\\[^]|[^\]\\])*\]|\\(?:u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[^])|[^]/y;

/** References to groups, and groups with their own flags, which an automaton cannot decide. */
const UNDECIDED = /\\[1-9k]|\(\?/y;

/** The same without the flag "u": numbers can also be octal, and "\c" a backslash. */
const UNDECIDED_WITHOUT_UNICODE = /\\[1-9k]|\\0\d|\\c(?![a-zA-Z])|\(\?/y;

/**
 * Parses a pattern that `RegExp` accepts.
 * @throws SyntaxError if no automaton decides it
 */
export const parsePattern = (source: string, isUnicode: boolean): PatternNode =>
  new Parser(source, isUnicode).alternatives(0);

class Parser {
  readonly #source: string;
  readonly #isUnicode: boolean;
  #position = 0;

  constructor(source: string, isUnicode: boolean) {
    this.#source = source;
    this.#isUnicode = isUnicode;
  }

  alternatives(depth: number): PatternNode {
    if (depth > MAX_LEVELS) throw new SyntaxError('Too deep');
    const first = this.#sequence(depth);
    const nodes = [first];
    while (this.#take(/\|/y)) nodes.push(this.#sequence(depth));
    return nodes.length === 1 ? first : { is: 'alternatives', nodes };
  }

  #sequence(depth: number): PatternNode {
    const nodes: PatternNode[] = [];
    while (
      this.#position < this.#source.length &&
      !/[|)]/.test(this.#source.charAt(this.#position))
    )
      nodes.push(this.#quantified(this.#term(depth)));
    return { is: 'sequence', nodes };
  }

  #term(depth: number): PatternNode {
    const [lookAround, behind, sign] = this.#take(/\(\?(<?)([=!])/y) ?? [];
    const start = this.#position;
    if (lookAround !== undefined || this.#take(/\((?:\?(?::|<[^>]*>)|(?!\?))/y)) {
      const node = this.alternatives(depth + 1);
      const text = this.#source.slice(start, this.#position++);
      if (lookAround === undefined) return node;
      const source = `(?${behind}=${text})`; // "=" separates them, as in "(?=<a)" and "(?<=a)"
      return { is: 'look-around', source, isBehind: behind !== '', holds: sign === '=', node };
    }
    const [assertion] = this.#take(/[\^$]|\\[bB]/y) ?? [];
    if (assertion === undefined) return this.#character();
    return { is: 'assertion', source: assertion.replace('B', 'b'), holds: assertion !== '\\B' };
  }

  #character(): PatternNode {
    if (this.#take(this.#isUnicode ? UNDECIDED : UNDECIDED_WITHOUT_UNICODE))
      throw new SyntaxError('Not decided');
    const [source = ''] = this.#take(this.#isUnicode ? CHARACTER : CHARACTER_WITHOUT_UNICODE) ?? [];
    return { is: 'character', source };
  }

  #quantified(node: PatternNode): PatternNode {
    const [quantifier, sign, digits, comma, limit] =
      this.#take(/(?:([*+?])|\{(\d+)(,?)(\d*)\})\??/y) ?? [];
    if (quantifier === undefined) return node;
    const min = sign === undefined ? Number(digits) : sign === '+' ? 1 : 0;
    const max = limit ? Number(limit) : sign === '?' ? 1 : sign || comma ? Infinity : min;
    return { is: 'repetition', node, min, max };
  }

  #take(token: RegExp): RegExpExecArray | undefined {
    token.lastIndex = this.#position;
    const match = token.exec(this.#source) ?? undefined;
    this.#position += match?.[0].length ?? 0;
    return match;
  }
}
