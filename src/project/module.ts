import type { Module } from '../model/module.js';
import { type SourceRange, sourceRange, type TextFile } from '../model/source-range.js';
import { mayCommand } from './document.js';
import { factsIn, type ModuleFacts } from './module-facts.js';
import type { ParseModule } from './read.js';
import type { SyntaxNode } from './syntax-node.js';

/**
 * A parsed module. Its facts are extracted at once, because the syntax tree is large: it is
 * discarded before the next module is parsed.
 */
export class SourceModule implements Module {
  readonly start: SourceRange;
  readonly errors: { at: SourceRange; message: string }[];
  readonly comments: readonly SourceRange[];
  readonly imports: Module['imports'];
  readonly exports: Module['exports'];
  readonly #parse: ParseModule;
  #facts: ModuleFacts | undefined;

  constructor(
    readonly file: TextFile,
    parse: ParseModule,
  ) {
    this.#parse = parse;
    this.start = sourceRange(file);
    const tooDeep = isTooDeep(file.text) ? TOO_DEEP : undefined;
    const parseResult = parse(file.path, tooDeep === undefined ? file.text : '');
    const facts = this.#factsIn(parseResult);
    const unreadableReason = file.unreadable ?? tooDeep ?? (facts ? undefined : TOO_DEEP);
    const rangeOf = ({ start, end }: { start: number; end: number }) =>
      sourceRange(file, start, end);
    this.errors = parseResult.errors.map(({ message, labels: [label] }) => ({
      message,
      at: label ? rangeOf(label) : this.start,
    }));
    if (unreadableReason !== undefined)
      this.errors.push({ message: unreadableReason, at: this.start });
    this.comments = mayCommand(file) ? parseResult.comments.map(rangeOf) : [];
    this.#facts = unreadableReason === undefined ? facts : NO_FACTS;
    ({ imports: this.imports, exports: this.exports } = this.#facts ?? NO_FACTS);
  }

  get path() {
    return this.file.path;
  }
  get text() {
    return this.file.text;
  }
  get calls() {
    return this.#known.calls;
  }
  get variables() {
    return this.#known.variables;
  }
  get casts() {
    return this.#known.casts;
  }
  get thrown() {
    return this.#known.thrown;
  }

  forget() {
    if (this.#facts !== NO_FACTS) this.#facts = undefined;
  }

  get #known(): ModuleFacts {
    return (this.#facts ??= this.#factsIn(this.#parse(this.path, this.text)) ?? NO_FACTS);
  }

  /** Returns undefined if the tree is too deep to walk. */
  #factsIn({ program }: ReturnType<ParseModule>): ModuleFacts | undefined {
    try {
      return factsIn(program.body as unknown as SyntaxNode[], this.file);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return undefined;
    }
  }
}

const TOO_DEEP = 'it is nested too deeply';

/** Facts of a module that cannot be parsed. */
const NO_FACTS: ModuleFacts = {
  imports: [],
  exports: [],
  calls: [],
  variables: [],
  casts: [],
  thrown: [],
};

/** Maximum nesting of brackets, because a stack overflow in the native parser would end the process. */
const MAX_DEPTH = 1000;
/** Matches comments, and strings on one line. */
const COMMENTS_AND_STRINGS = /\/\*[^]*?\*\/|\/\/.*|(["'])(?:\\.|(?!\1)[^\\\n])*\1/g;

const isTooDeep = (text: string): boolean =>
  text.length > MAX_DEPTH &&
  nestingDepth(text) > MAX_DEPTH &&
  nestingDepth(text.replace(COMMENTS_AND_STRINGS, '')) > MAX_DEPTH;

function nestingDepth(text: string): number {
  let [depth, deepest] = [0, 0];
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    // The codes of ( [ { and ) ] }
    if (code === 40 || code === 91 || code === 123) deepest = Math.max(deepest, ++depth);
    else if (code === 41 || code === 93 || code === 125) depth--;
  }
  return deepest;
}
