interface ListPosition {
  at: number;
}

/**
 * A list of objects that come and go with each request. It is not a map or a set, because these
 * rebuild their tables again and again, and an old table keeps the entries of the next one until
 * the next full collection.
 */
export class InProgress<T extends object> {
  readonly #entries: (T & ListPosition)[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /**
   * Adds an object.
   * @returns the same object, for `remove`
   */
  add(value: T): T & ListPosition {
    const entry = Object.assign(value, { at: this.#entries.length });
    this.#entries.push(entry);
    return entry;
  }

  /** Removes an entry, at most once. The last entry takes its place. */
  remove(entry: T & ListPosition): void {
    const last = this.#entries.pop();
    if (!last || last === entry) return;
    last.at = entry.at;
    this.#entries[entry.at] = last;
  }

  [Symbol.iterator](): Iterator<T> {
    return this.#entries[Symbol.iterator]();
  }
}
