import MiniSearch from 'minisearch';
import { VERBS } from './vocabulary.js';
import { stem, termsOf } from './words.js';

/** The searchable texts of an operation. */
export interface RankedEntry {
  name: string;
  title: string;
  description: string;
  keywords: readonly string[];
  /** Names of its arguments, and values that they are restricted to, such as `reboot`. */
  parameters: readonly string[];
}

/** Characters of a description that are searched: later words tell little about the effect of an operation. */
const DESCRIPTION_CHARACTERS = 300;

/** The common term of verbs with the same meaning. */
const VERB_OF = new Map(
  Object.entries(VERBS).flatMap(([verb, line]) =>
    line.split(' ').map((word) => [stem(word), `#${verb}`] as const),
  ),
);

/** Ranks operations by words: MiniSearch (BM25+), with weights that were chosen for names of operations. */
export class Ranking {
  readonly #index = new MiniSearch<Record<string, string | number>>({
    fields: ['name', 'title', 'keywords', 'description', 'parameters'],
    tokenize: (text) => [...termsOf(text), ...(text.match(/\p{sc=Han}/gu) ?? [])],
    processTerm: (term) => VERB_OF.get(term) ?? term,
    searchOptions: {
      tokenize: termsOf, // a single character counts only if it is a word
      boost: { name: 3, title: 3, keywords: 3, description: 0.5, parameters: 0.5 },
      // "deploy" finds "deployment"; shorter words begin too many others.
      prefix: (term) => term.length > 3 && !term.startsWith('#'),
      // No rule knows the endings of other languages, so terms in them match approximately.
      fuzzy: (term) => (term.length > 5 && !/^[#\p{sc=Latin}]/u.test(term) ? 0.2 : false),
      bm25: { k: 1.2, b: 0.95, d: 0.05 },
    },
  });

  constructor(entries: readonly RankedEntry[]) {
    this.#index.addAll(
      entries.map(({ description, keywords, parameters, ...entry }, id) => ({
        id,
        ...entry,
        description: description.slice(0, DESCRIPTION_CHARACTERS),
        keywords: keywords.join(' '),
        parameters: parameters.join(' '),
      })),
    );
  }

  /**
   * Indexes of entries, best first, equal ones in their order. An entry that is near the top for
   * one of the wordings, or good for several, comes first.
   * @param wordings are several wordings of one request
   */
  find(
    wordings: readonly string[],
    limit: number,
    isOffered: (index: number) => boolean,
  ): number[] {
    const scores = new Map<number, number>();
    for (const wording of wordings) {
      const hits = this.#index.search(wording, { filter: ({ id }) => isOffered(Number(id)) });
      for (const { id, score } of hits.slice(0, 2 * limit))
        scores.set(
          Number(id),
          (scores.get(Number(id)) ?? 0) + (score / (hits[0]?.score ?? 1)) ** 2,
        );
    }
    return [...scores]
      .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, limit)
      .map(([index]) => index);
  }
}
