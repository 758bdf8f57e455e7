import { PHRASES, QUESTIONS, SYNONYMS, type Verb, VERBS } from './vocabulary.js';
import { stem, termsOf, wordsOf } from './words.js';

/** What is known of an operation. */
export interface Entry {
  name: string;
  title: string;
  description: string;
  keywords: readonly string[];
  /** Names of its arguments, and values that they are restricted to, such as `reboot`. */
  parameters: readonly string[];
  isRead: boolean;
}

interface Found {
  /** Position of the entry. */
  index: number;
  score: number;
}

/** How much a word in a text counts, and by how much the length of the text matters (b of BM25). */
const FIELDS: readonly { textOf(entry: Entry): string; weight: number; b: number }[] = [
  { textOf: ({ name }) => name, weight: 2, b: 0.5 },
  { textOf: ({ title }) => title, weight: 3, b: 0.5 },
  { textOf: ({ keywords }) => keywords.join(' '), weight: 3, b: 0.5 },
  { textOf: ({ description }) => description.slice(0, 300), weight: 1, b: 0.7 },
  { textOf: ({ parameters }) => parameters.join(' '), weight: 0.8, b: 0.7 },
];
/** How soon further occurrences of a word stop to count (k1 of BM25). */
const K1 = 2;
/** By how much rare words count more: 1 in BM25. */
const RARITY = 0.45;
/** A verb of the query says less than a noun. */
const VERB = 0.5;
/** What answers a word of the query less well than the word itself. */
const SYNONYM = 0.6;
const OTHER_VERB = 0.4;
/** Exponents of the share of the query that an operation has, and of the share of its name that the query has. */
const COVERAGE = 0.6;
const FOCUS = 0.5;
const SAME_VERB = 1.25;

/** A word of the operations. */
interface Term {
  /** Entries that have it, and what it weighs in each. */
  entries: number[];
  weights: number[];
  rarity: number;
}

/** What a word of a query asks for: the terms that answer it, each with its share, and what the word does. */
interface Slot {
  terms: Map<string, number>;
  verb?: Verb | undefined;
}

/**
 * Ranks operations by words: BM25F, but a word of the query counts once, with the best that an operation has for it. First
 * is what has most of the query, and a name of which the query has most.
 * See Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), section 3.5.
 */
export class Ranking {
  readonly #terms = new Map<string, Term>();
  /** Terms of the names of the entries. */
  readonly #names: Term[][];
  readonly #verbs: (Verb | undefined)[];

  constructor(entries: readonly Entry[]) {
    const known = new Map<string, Term[]>();
    const termsOfWord = (word: string): Term[] => {
      const terms = termsOf(word).map((term) => this.#term(term));
      known.set(word, terms);
      return terms;
    };
    const termsIn = (text: string): Term[] => {
      const found: Term[] = [];
      for (const [word] of text.matchAll(/[^\s!-/:-@[-`{-~]+/g))
        for (const term of known.get(word) ?? termsOfWord(word)) found.push(term);
      return found;
    };
    const fields = FIELDS.map(({ textOf, weight, b }) => {
      const texts = entries.map((entry) => termsIn(textOf(entry)));
      const mean = texts.reduce((sum, { length }) => sum + length, 0) / entries.length;
      return { texts, weightOf: (length: number) => weight / (1 - b + (b * length) / mean) };
    });
    for (const index of entries.keys())
      for (const { texts, weightOf } of fields) {
        const terms = texts[index] ?? [];
        const weight = weightOf(terms.length);
        for (const { entries, weights } of terms)
          if (entries.at(-1) === index) weights.push((weights.pop() ?? 0) + weight);
          else {
            entries.push(index);
            weights.push(weight);
          }
      }
    for (const term of this.#terms.values()) {
      const having = term.entries.length;
      term.rarity = Math.log(1 + (entries.length - having + 0.5) / (having + 0.5)) ** RARITY;
    }
    this.#names = (fields[0]?.texts ?? []).map((terms) => [...new Set(terms)]);
    this.#verbs = entries.map(verbOf);
  }

  #term(name: string): Term {
    const term = this.#terms.get(name) ?? { entries: [], weights: [], rarity: 0 };
    this.#terms.set(name, term);
    return term;
  }

  /**
   * Indexes of entries, best first, equal ones in their order. What is near the top for one of the wordings, or good for
   * several, is first.
   * @param wordings of one wish
   */
  find(wordings: readonly string[], most: number, isOffered: (index: number) => boolean): number[] {
    const scores = new Map<number, number>();
    for (const wording of wordings) {
      const found = this.#find(wording, 2 * most, isOffered);
      for (const { index, score } of found)
        scores.set(index, (scores.get(index) ?? 0) + (score / (found[0]?.score ?? 1)) ** 2);
    }
    return [...scores]
      .toSorted((a, b) => b[1] - a[1] || a[0] - b[0])
      .slice(0, most)
      .map(([index]) => index);
  }

  #find(wording: string, most: number, isOffered: (index: number) => boolean): Found[] {
    const count = this.#names.length;
    const slots = slotsOf(wording);
    const wanted = slots.find(({ verb }) => verb)?.verb;
    const asked = new Set<Term>();
    const scores = new Float64Array(count);
    /** What the words that an entry has are worth together, and all of them. */
    const covered = new Float64Array(count);
    let whole = 0;
    const best = new Float64Array(count);
    for (const { verb, terms } of slots) {
      best.fill(0);
      let rarity = 0;
      for (const [name, share] of terms) {
        const term = this.#terms.get(name);
        if (!term) continue;
        asked.add(term);
        rarity = Math.max(rarity, share === 1 ? term.rarity : 0.7 * term.rarity);
        const factor = share * term.rarity;
        term.entries.forEach((entry, at) => {
          const weight = term.weights[at] ?? 0;
          const score = (factor * weight) / (weight + K1);
          if (score > (best[entry] ?? 0)) best[entry] = score;
        });
      }
      const factor = verb ? VERB : 1;
      whole += factor * rarity;
      best.forEach((score, entry) => {
        if (score === 0) return;
        scores[entry] = (scores[entry] ?? 0) + factor * score;
        covered[entry] = (covered[entry] ?? 0) + factor * rarity;
      });
    }
    const found: Found[] = [];
    scores.forEach((base, index) => {
      const least = found.length < most ? 0 : (found.at(-1)?.score ?? 0);
      // No factor below is larger; most entries end here.
      if (base * SAME_VERB <= least || !isOffered(index)) return;
      const score =
        base *
        ((covered[index] ?? 0) / whole) ** COVERAGE *
        (0.2 + 0.8 * this.#focus(index, asked)) ** FOCUS *
        verbFactor(wanted, this.#verbs[index]);
      if (score <= least) return;
      const at = found.findLastIndex((other) => other.score >= score) + 1;
      found.splice(at, 0, { index, score });
      if (found.length > most) found.pop();
    });
    return found;
  }

  /** The share of the words of a name that are asked for. */
  #focus(index: number, asked: ReadonlySet<Term>): number {
    let hit = 0;
    let all = 0;
    for (const term of this.#names[index] ?? []) {
      all += term.rarity;
      if (asked.has(term)) hit += term.rarity;
    }
    return all === 0 ? 0 : hit / all;
  }
}

function verbFactor(wanted: Verb | undefined, own: Verb | undefined): number {
  if (!wanted || !own) return 1;
  if (own === wanted) return SAME_VERB;
  return wanted === 'read' || own === 'read' ? 0.75 : 0.875;
}

const VERB_TERMS = new Map(
  Object.entries(VERBS).map(([verb, line]) => [verb as Verb, line.split(' ').map(stem)]),
);
const VERB_OF = new Map(
  [...VERB_TERMS].flatMap(([verb, terms]) => terms.map((term) => [term, verb])),
);

const SYNONYMS_OF = new Map<string, string[]>();
for (const line of SYNONYMS.split(';')) {
  const terms = line.trim().split(' ').map(stem);
  for (const term of terms) SYNONYMS_OF.set(term, [...(SYNONYMS_OF.get(term) ?? []), ...terms]);
}

const REPLACED = PHRASES.split(';').map((line) => {
  const [phrase = '', words = ''] = line.trim().split(': ');
  return [
    new RegExp(`\\b${phrase.replace(' … ', ' ((?:\\S+ ){0,3})')}\\b`, 'gi'),
    `${words} $1`,
  ] as const;
});

/** The first verb of its name. Without one, what is read is named after what it returns. */
function verbOf({ name, isRead }: Entry): Verb | undefined {
  const verbs = wordsOf(name).flatMap((word) => VERB_OF.get(stem(word)) ?? []);
  return verbs[0] ?? (isRead ? 'read' : undefined);
}

function slotsOf(wording: string): Slot[] {
  let text = wording.replace(/[-–—]/g, ' ');
  for (const [phrase, words] of REPLACED) text = text.replace(phrase, words);
  const slots = new Map<string, Slot>();
  if (wordsOf(text).some((word) => QUESTIONS.has(word)))
    slots.set('?', { verb: 'read', terms: new Map() });
  for (const term of termsOf(text)) {
    const verb = VERB_OF.get(term);
    const terms = new Map<string, number>();
    if (verb) for (const other of VERB_TERMS.get(verb) ?? []) terms.set(other, OTHER_VERB);
    for (const other of SYNONYMS_OF.get(term) ?? []) terms.set(other, SYNONYM);
    slots.set(term, { verb, terms: terms.set(term, 1) });
  }
  return [...slots.values()];
}
