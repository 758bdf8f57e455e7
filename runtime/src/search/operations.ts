import type { Tool } from '../provider/define.js';
import type { ListedTool } from '../provider/tool-list.js';
import { listedTool } from '../provider/tool-list.js';
import { Ranking } from './ranking.js';
import { VERBS, wordsOf } from './words.js';

/** What an operation may do, by its annotations (MCP `ToolAnnotations`). */
export type OperationClass = 'read' | 'write' | 'destructive';

/** Without annotations, a tool is destructive (MCP `ToolAnnotations`). */
export function classOf({ annotations }: Tool): OperationClass {
  if (annotations?.readOnlyHint) return 'read';
  return annotations?.destructiveHint === false ? 'write' : 'destructive';
}

const WEIGHTS = { name: 5, title: 4, keywords: 4, description: 0.5 };

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

  /** The nouns of most names. */
  vocabulary(most: number): string[] {
    const counts = new Map<string, number>();
    for (const { name } of this.#tools)
      for (const word of new Set(wordsOf(name)))
        if (!VERBS.has(word) && !/\d/.test(word)) counts.set(word, (counts.get(word) ?? 0) + 1);
    return [...counts]
      .toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
      .slice(0, most)
      .map(([word]) => word);
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
