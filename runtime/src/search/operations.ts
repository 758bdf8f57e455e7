import type { Tool } from '../provider/define.js';
import type { ListedTool } from '../provider/lists.js';
import { listedTool } from '../provider/lists.js';
import { Ranking } from './ranking.js';
import { termsOf, VERBS, wordsOf } from './words.js';

/** What an operation may do, by its annotations (MCP `ToolAnnotations`). */
export type OperationClass = 'read' | 'write' | 'destructive';

/** Without annotations, a tool is destructive (MCP `ToolAnnotations`). */
export function classOf({ annotations }: Tool): OperationClass {
  if (annotations?.readOnlyHint) return 'read';
  return annotations?.destructiveHint === false ? 'write' : 'destructive';
}

const WEIGHTS = { name: 5, title: 4, keywords: 4, description: 0.25 };

/** The tools of a provider, to be found by words. */
export class Operations {
  readonly #tools: readonly Tool[];
  readonly #listed = new Map<Tool, ListedTool>();
  #ranking: Ranking | undefined;

  constructor(private readonly byName: ReadonlyMap<string, Tool>) {
    this.#tools = [...byName.values()];
  }

  get = (name: string): Tool | undefined => this.byName.get(name);

  has = (kind: OperationClass): boolean => this.#tools.some((tool) => classOf(tool) === kind);

  /** Best first. */
  find = (query: string): Tool[] =>
    this.#index.find(query).flatMap((index) => this.#tools[index] ?? []);

  /** Words of a query that no operation has. */
  unknownWords = (query: string): string[] =>
    wordsOf(query).filter((word) => !this.#index.has(word));

  /** Schemas are converted once, and only those that are shown. */
  listed(tool: Tool): ListedTool {
    const known = this.#listed.get(tool) ?? listedTool(tool);
    this.#listed.set(tool, known);
    return known;
  }

  /** The nouns of most names, each in one form. */
  vocabulary(most: number): string[] {
    const nouns = new Map<string, { word: string; count: number }>();
    for (const { name } of this.#tools)
      for (const word of new Set(wordsOf(name))) {
        const [term = word] = termsOf(word);
        const noun = nouns.get(term) ?? { word, count: 0 };
        if (VERBS.has(word) || /\d/.test(word)) continue;
        nouns.set(term, {
          word: word.length < noun.word.length ? word : noun.word,
          count: noun.count + 1,
        });
      }
    return [...nouns.values()]
      .toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
      .slice(0, most)
      .map(({ word }) => word);
  }

  get #index(): Ranking {
    return (this.#ranking ??= new Ranking(
      this.#tools.map(({ name, title = '', description, keywords = [] }) => [
        [name, WEIGHTS.name],
        [title, WEIGHTS.title],
        [keywords.join(' '), WEIGHTS.keywords],
        [description, WEIGHTS.description],
      ]),
    ));
  }
}
