import * as z from 'zod';
import type { Tool } from '../call/definitions.js';
import { type ListedTool, listedTool } from '../call/lists.js';
import type { Ranking } from './ranking.js';
import { COMMON } from './vocabulary.js';
import { termsOf, wordsOf } from './words.js';

/** What an operation may do, by its annotations (MCP `ToolAnnotations`). */
export type OperationClass = 'read' | 'write' | 'destructive';

/** What a tool may do. Without annotations, it is destructive (MCP `ToolAnnotations`). */
export function classOf({ annotations }: Tool): OperationClass {
  if (annotations?.readOnlyHint) return 'read';
  return annotations?.destructiveHint === false ? 'write' : 'destructive';
}

/** The tools of a provider, to be found by words. */
export class Operations {
  readonly #tools: readonly Tool[];
  readonly #listed = new Map<Tool, ListedTool>();
  #ranking: Promise<Ranking> | undefined;

  constructor(private readonly byName: ReadonlyMap<string, Tool>) {
    this.#tools = [...byName.values()];
  }

  get = (name: string): Tool | undefined => this.byName.get(name);

  has = (kind: OperationClass): boolean => this.#tools.some((tool) => classOf(tool) === kind);

  /** At most `most`, best first. @param wordings of one wish */
  async find(
    wordings: readonly string[],
    most: number,
    isOffered: (tool: Tool) => boolean = () => true,
  ): Promise<Tool[]> {
    const isAt = (index: number) => {
      const tool = this.#tools[index];
      return tool !== undefined && isOffered(tool);
    };
    this.#ranking ??= this.#rank();
    const positions = (await this.#ranking).find(wordings, most, isAt);
    return positions.flatMap((index) => this.#tools[index] ?? []);
  }

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
        const [term] = termsOf(word);
        if (term === undefined || COMMON.has(word) || /\d/.test(word)) continue;
        const noun = nouns.get(term) ?? { word, count: 0 };
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

  /** Loaded with the first search: most providers have none. */
  async #rank(): Promise<Ranking> {
    const { Ranking } = await import('./ranking.js');
    return new Ranking(
      this.#tools.map((tool) => ({
        name: tool.name,
        title: tool.title ?? '',
        description: tool.description,
        keywords: tool.keywords ?? [],
        parameters: parametersOf(tool),
      })),
    );
  }
}

/** Names of arguments and their values, without conversion to JSON Schema, which takes long for thousands of tools. */
function parametersOf({ input, listed }: Tool): string[] {
  if (listed) return Object.keys(listed.inputSchema.properties ?? {});
  if (!(input instanceof z.ZodObject)) return [];
  return Object.entries<unknown>(input.shape).flatMap(([name, schema]) => [
    name,
    ...valuesOf(schema),
  ]);
}

/** Longer lists are countries, currencies or time zones. */
const MOST_VALUES = 20;

function valuesOf(schema: unknown): string[] {
  if (schema instanceof z.ZodEnum)
    return schema.options.length > MOST_VALUES ? [] : schema.options.map(String);
  const isWrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodArray;
  return isWrapped ? valuesOf(schema.unwrap()) : [];
}
