import type { Token } from './token.js';

/** Reads the tokens of a statement, or of a part of one. */
export class Cursor {
  #at = 0;

  constructor(
    private readonly sql: string,
    private readonly tokens: readonly Token[],
  ) {}

  get isAtEnd(): boolean {
    return this.#at >= this.tokens.length;
  }

  /** Whether these keywords or signs follow. */
  is(...words: string[]): boolean {
    return words.every((word, index) => {
      const token = this.tokens[this.#at + index];
      return token !== undefined && (token.is === 'sign' ? token.text : token.keyword) === word;
    });
  }

  /** Goes behind these keywords or signs, if they follow. */
  take(...words: string[]): boolean {
    const isNext = this.is(...words);
    if (isNext) this.#at += words.length;
    return isNext;
  }

  /** Goes to the next of these keywords or signs, outside of brackets; to the end where there is none. */
  skipTo(...words: string[]): void {
    while (!this.isAtEnd && !words.some((word) => this.is(word))) this.skip();
  }

  /** A name with those of its schema; empty where none follows. */
  name(): string[] {
    const names: string[] = [];
    do {
      const token = this.tokens[this.#at];
      if (token?.is !== 'word' && token?.is !== 'name') return names;
      names.push(token.text);
      this.#at += 1;
    } while (this.take('.'));
    return names;
  }

  /** The text that follows; undefined where none does, such as `null`. */
  string(): string | undefined {
    const token = this.tokens[this.#at];
    if (token?.is !== 'text') return undefined;
    this.#at += 1;
    return token.text;
  }

  /** Goes behind a token, or a group in brackets. */
  skip(): void {
    if (this.is('(')) this.group();
    else this.#at += 1;
  }

  /** The content of the brackets that follow. */
  group(): Cursor {
    if (!this.take('(')) return new Cursor(this.sql, []);
    const start = this.#at;
    for (let depth = 1; depth > 0 && !this.isAtEnd; this.#at += 1) {
      if (this.is('(')) depth += 1;
      if (this.is(')')) depth -= 1;
    }
    return new Cursor(this.sql, this.tokens.slice(start, this.#at - 1));
  }

  /** What commas separate. */
  items(): Cursor[] {
    const items: Cursor[] = [];
    while (!this.isAtEnd) {
      const start = this.#at;
      this.skipTo(',');
      items.push(new Cursor(this.sql, this.tokens.slice(start, this.#at)));
      this.take(',');
    }
    return items;
  }

  /** As in the dump, up to one of these keywords; at least one token. */
  textUntil(isEnd: (cursor: Cursor) => boolean): string {
    const first = this.tokens[this.#at];
    do this.skip();
    while (!this.isAtEnd && !isEnd(this));
    const last = this.tokens[this.#at - 1];
    return first && last ? this.sql.slice(first.start, last.end) : '';
  }

  /** All that follows, as in the dump. */
  rest(): string {
    return this.isAtEnd ? '' : this.textUntil(() => false);
  }
}
