/** A text does not follow its syntax; `at` counts UTF-16 code units from its beginning. */
export class Misread extends Error {
  override name = 'Misread';
  constructor(
    readonly at: number,
    /** A sentence. */
    readonly says: string,
  ) {
    super(says);
  }
}

/** Reads a text from left to right. Patterns are sticky (`/…/y`). */
export class Scanner {
  at = 0;

  constructor(readonly text: string) {}

  isDone(): boolean {
    return this.at === this.text.length;
  }

  /** The character that stands here; empty at the end. */
  peek(): string {
    return this.text.charAt(this.at);
  }

  /** The text that the pattern matches here, which is then behind us. */
  take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text)?.[0];
    if (match !== undefined) this.at += match.length;
    return match;
  }

  /** @throws Misread where the pattern does not match; `says` tells what should stand here */
  expect(pattern: RegExp, says: string): string {
    return this.take(pattern) ?? this.fail(says);
  }

  /** All that is left. */
  rest(): string {
    const rest = this.text.slice(this.at);
    this.at = this.text.length;
    return rest;
  }

  /** @throws Misread */
  fail(says: string, at = this.at): never {
    throw new Misread(at, says);
  }
}
