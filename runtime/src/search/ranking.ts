import { termsOf } from './words.js';

/** A text of an entry, and how much a word in it counts. */
export type Field = readonly [text: string, weight: number];

/** Words of the same meaning: a query with one of them also finds the others. */
const SYNONYMS: readonly (readonly string[])[] = [
  ['view', 'show', 'read', 'fetch'],
  ['create', 'add', 'new', 'make'],
  ['update', 'edit', 'change', 'modify', 'set', 'rename', 'close', 'reopen', 'archive'],
  ['delete', 'remove'],
  ['organization', 'org'],
  ['repository', 'repo'],
];
const SYNONYM_SHARE = 0.6;
const OTHERS = new Map(
  SYNONYMS.flatMap((words) => {
    const terms = words.flatMap(termsOf);
    return terms.map((term) => [term, terms.filter((other) => other !== term)] as const);
  }),
);

const K1 = 1.2;
const B = 0.75;

/**
 * Ranks entries by the words of a query: BM25F, with one length for each entry.
 * See Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.5.
 */
export class Ranking {
  /** Weight by entry, by term. */
  readonly #postings = new Map<string, Map<number, number>>();
  readonly #lengths: number[];
  readonly #mean: number;

  constructor(entries: readonly (readonly Field[])[]) {
    this.#lengths = entries.map((fields, index) => this.#add(fields, index));
    this.#mean = this.#lengths.reduce((sum, length) => sum + length, 0) / entries.length;
  }

  #add(fields: readonly Field[], index: number): number {
    let length = 0;
    for (const [text, weight] of fields)
      for (const term of termsOf(text)) {
        const posting = this.#postings.get(term) ?? new Map<number, number>();
        this.#postings.set(term, posting.set(index, (posting.get(index) ?? 0) + weight));
        length += weight;
      }
    return length;
  }

  /** Indexes of entries, best first; equal ones in their order. */
  find(query: string): number[] {
    const scores = new Map<number, number>();
    for (const [term, share] of asked(query)) {
      const posting = this.#postings.get(term);
      if (!posting) continue;
      const others = this.#lengths.length - posting.size;
      const rarity = Math.log(1 + (others + 0.5) / (posting.size + 0.5));
      for (const [index, weight] of posting) {
        const norm = K1 * (1 - B + (B * (this.#lengths[index] ?? 0)) / this.#mean);
        const score = (share * rarity * weight * (K1 + 1)) / (weight + norm);
        scores.set(index, (scores.get(index) ?? 0) + score);
      }
    }
    return [...scores].toSorted((a, b) => b[1] - a[1] || a[0] - b[0]).map(([index]) => index);
  }

  /** Whether an entry has the word, or a synonym of it. */
  has = (word: string): boolean => [...asked(word).keys()].some((term) => this.#postings.has(term));
}

/** The terms of a query, with their shares. */
function asked(query: string): Map<string, number> {
  const terms = new Map(termsOf(query).map((term) => [term, 1]));
  for (const term of [...terms.keys()])
    for (const other of OTHERS.get(term) ?? [])
      if (!terms.has(other)) terms.set(other, SYNONYM_SHARE);
  return terms;
}
