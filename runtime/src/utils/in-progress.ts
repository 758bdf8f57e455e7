/** Its place in the list. */
interface Entry {
  at: number;
}

/**
 * What comes and goes with each request. A list, not a map or a set: these build their tables again and again, and an old
 * table keeps what is in the next one until the next full collection.
 */
export class InProgress<T extends object> {
  readonly #entries: (T & Entry)[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** @returns the same object, for `remove` */
  add(value: T): T & Entry {
    const entry = Object.assign(value, { at: this.#entries.length });
    this.#entries.push(entry);
    return entry;
  }

  /** Once for each entry. The last one takes its place. */
  remove(entry: T & Entry): void {
    const last = this.#entries.pop();
    if (!last || last === entry) return;
    last.at = entry.at;
    this.#entries[entry.at] = last;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#entries[Symbol.iterator]();
  }
}
