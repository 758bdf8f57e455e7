import * as z from 'zod';
import type { Tool } from '../call/define/definitions.js';
import { toolNamed } from '../call/define/former-names.js';
import { type ListedTool, listedTool } from '../call/lists/lists.js';
import { type Effect, effectOfTool } from '../call/tool-effect.js';
import type { Ranking } from './ranking.js';
import { COMMON_VERBS } from './vocabulary.js';
import { termsOf, wordsOf } from './words.js';

/** Words for effects, which are part of the names of tools that call others. */
const CLASSES = { reads: 'read', writes: 'write', destroys: 'destructive' } as const;

/** The calling tool of an operation, by what the operation does. */
export type OperationClass = (typeof CLASSES)[Effect];

/** Returns the class of the operation that a tool is. */
export const operationClass = ({ annotations }: Tool): OperationClass =>
  CLASSES[effectOfTool(annotations)];

/** Finds the tools of a provider by words. */
export class Operations {
  readonly #tools: readonly Tool[];
  readonly #listed = new Map<Tool, ListedTool>();
  #ranking: Promise<Ranking> | undefined;

  constructor(private readonly byName: ReadonlyMap<string, Tool>) {
    this.#tools = [...byName.values()];
  }

  get = (name: string): Tool | undefined => toolNamed(this.byName, name);

  has = (kind: OperationClass): boolean =>
    this.#tools.some((tool) => operationClass(tool) === kind);

  /** Finds at most `most` tools, best first. @param wordings are several wordings of one request */
  async find(
    wordings: readonly string[],
    limit: number,
    isOffered: (tool: Tool) => boolean = () => true,
  ): Promise<Tool[]> {
    const isAt = (index: number) => {
      const tool = this.#tools[index];
      return tool !== undefined && isOffered(tool);
    };
    this.#ranking ??= this.#rank();
    const positions = (await this.#ranking).find(wordings, limit, isAt);
    return positions.flatMap((index) => this.#tools[index] ?? []);
  }

  /** Returns the list entry of a tool. Schemas are converted once, and only for tools that are shown. */
  listEntryOf(tool: Tool): ListedTool {
    const listEntry = this.#listed.get(tool) ?? listedTool(tool);
    this.#listed.set(tool, listEntry);
    return listEntry;
  }

  /** Returns the nouns of most names, each in one form. */
  vocabulary(limit: number): string[] {
    const nouns = new Map<string, { word: string; count: number }>();
    for (const { name } of this.#tools)
      for (const word of new Set(wordsOf(name))) {
        const [term] = termsOf(word);
        if (term === undefined || COMMON_VERBS.has(word) || /\d/.test(word)) continue;
        const noun = nouns.get(term) ?? { word, count: 0 };
        nouns.set(term, {
          word: word.length < noun.word.length ? word : noun.word,
          count: noun.count + 1,
        });
      }
    return [...nouns.values()]
      .toSorted((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
      .slice(0, limit)
      .map(({ word }) => word);
  }

  /** Creates the ranking, which is loaded with the first search: most providers have none. */
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

/**
 * Returns the names of arguments and their values. It does not convert them to JSON Schema, which
 * takes long for thousands of tools.
 */
function parametersOf({ input, listed }: Tool): string[] {
  if (listed) return Object.keys(listed.inputSchema.properties ?? {});
  if (!(input instanceof z.ZodObject)) return [];
  return Object.entries<unknown>(input.shape).flatMap(([name, schema]) => [
    name,
    ...valuesOf(schema),
  ]);
}

/** Limit of a list of values: longer ones are countries, currencies or time zones. */
const MAX_VALUES = 20;

function valuesOf(schema: unknown): string[] {
  if (schema instanceof z.ZodEnum)
    return schema.options.length > MAX_VALUES ? [] : schema.options.map(String);
  const isWrapped =
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodArray;
  return isWrapped ? valuesOf(schema.unwrap()) : [];
}
