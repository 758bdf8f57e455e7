/** A syntax error in a text; `at` is its offset in UTF-16 code units. */
export class ScanError extends Error {
  override name = 'ScanError';
  constructor(
    readonly at: number,
    /** A sentence about the error. */
    readonly sentence: string,
  ) {
    super(sentence);
  }
}

/** Reads a text from left to right. Patterns are sticky (`/…/y`). */
export class Scanner {
  at = 0;

  constructor(readonly text: string) {}

  isDone(): boolean {
    return this.at === this.text.length;
  }

  /** Returns the next character; empty at the end. */
  peek(): string {
    return this.text.charAt(this.at);
  }

  /** Reads the text that the pattern matches here; undefined if it does not match. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.at += match.length;
    return match;
  }

  /**
   * Reads the text that the pattern matches.
   * @throws ScanError if it does not match; `sentence` describes the expected text
   */
  expect(pattern: RegExp, sentence: string): string {
    return this.take(pattern) ?? this.fail(sentence);
  }

  /** Reads the remaining text. */
  rest(): string {
    const rest = this.text.slice(this.at);
    this.at = this.text.length;
    return rest;
  }

  /** Reports a syntax error at the current position. @throws ScanError */
  fail(sentence: string, at = this.at): never {
    throw new ScanError(at, sentence);
  }
}
