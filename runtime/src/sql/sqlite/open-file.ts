import type Database from 'libsql/promise';

/** As `libsql` is; its own types lack some of it. */
export interface Prepared {
  reader: boolean;
  safeIntegers(on: boolean): Prepared;
  /** Rows are lists: an object cannot have a column `__proto__`. */
  raw(on: boolean): Prepared;
  columns(): readonly { name: string }[];
  iterate(values: readonly unknown[]): Promise<Iterable<readonly unknown[]>>;
  run(values: readonly unknown[]): Promise<{ changes: number }>;
}

/** With more, a connection is replaced: a program that builds its statements could make any number. */
const MOST_STATEMENTS = 500;

/**
 * A connection with all statements that it has prepared. One that is collected while another runs waits for it, on the
 * main thread: then nothing interrupts what runs, and the process responds to nobody.
 */
export class OpenFile {
  readonly #statements = new Map<string, Prepared>();

  constructor(readonly database: Database) {}

  get isFull(): boolean {
    return this.#statements.size >= MOST_STATEMENTS;
  }

  async prepare(text: string): Promise<Prepared> {
    const known = this.#statements.get(text);
    if (known) return known;
    const prepared = (await this.database.prepare(text)) as unknown as Prepared;
    this.#statements.set(text, prepared);
    return prepared;
  }
}
