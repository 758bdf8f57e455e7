import type { Span } from '../../model/facts.js';

export const contains = (outer: Span, inner: Span): boolean =>
  outer.start <= inner.start && inner.end <= outer.end;

/** Spans of one file, by what they contain; like expressions, they lie in each other or side by side. */
export class Around<T extends Span> {
  readonly #sorted: readonly T[];
  /** Of each, the index of the next one around it; -1 for none. */
  readonly #parents: number[] = [];

  constructor(spans: readonly T[]) {
    this.#sorted = spans.toSorted((a, b) => a.start - b.start || b.end - a.end);
    let open = -1;
    for (const [index, each] of this.#sorted.entries()) {
      while (open !== -1 && !contains(this.#sorted[open] ?? each, each))
        open = this.#parents[open] ?? -1;
      this.#parents.push(open);
      open = index;
    }
  }

  /** All that contain it, innermost first. */
  of(inner: Span): T[] {
    const found: T[] = [];
    let low = 0;
    let high = this.#sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#sorted[middle]?.start ?? 0) <= inner.start) low = middle + 1;
      else high = middle;
    }
    for (let index = low - 1; index !== -1; index = this.#parents[index] ?? -1) {
      const each = this.#sorted[index];
      if (each && contains(each, inner)) found.push(each);
    }
    return found;
  }
}
