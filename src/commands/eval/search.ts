import type { Tool } from '@modelcontextprotocol/client';
import { Ranking } from '../../../runtime/src/search/ranking.js';
import { wordsOf } from '../../../runtime/src/search/words.js';

/** A search over tools. */
export interface ToolSearch {
  /** Returns the indices of tools, best first. */
  find(wordings: readonly string[]): number[];
  /** Returns the score that each word of a sentence gives to a tool. */
  wordsFor(sentence: string, index: number): Map<string, number>;
}

const K1 = 1.5;
const B = 0.75;

/**
 * Returns the tool search of clients, as far as it is published: BM25 over names, titles,
 * descriptions and arguments, without stems and synonyms. See
 * https://platform.claude.com/docs/en/agents-and-tools/tool-use/tool-search-tool
 */
export function clientSearch(tools: readonly Tool[]): ToolSearch {
  const texts = tools.map((tool) => wordsOf(searchedText(tool)));
  const mean = texts.reduce((sum, { length }) => sum + length, 0) / tools.length;
  const documentFrequencies = new Map<string, number>();
  for (const text of texts)
    for (const word of new Set(text))
      documentFrequencies.set(word, (documentFrequencies.get(word) ?? 0) + 1);

  function wordsFor(sentence: string, index: number): Map<string, number> {
    const text = texts[index] ?? [];
    const scores = new Map<string, number>();
    for (const word of new Set(wordsOf(sentence))) {
      const count = text.filter((otherWord) => otherWord === word).length;
      if (count === 0) continue;
      const documents = documentFrequencies.get(word) ?? 0;
      const rarity = Math.log(1 + (tools.length - documents + 0.5) / (documents + 0.5));
      const norm = K1 * (1 - B + (B * text.length) / mean);
      scores.set(word, (rarity * count * (K1 + 1)) / (count + norm));
    }
    return scores;
  }

  const sentenceScore = (sentence: string, index: number) =>
    [...wordsFor(sentence, index).values()].reduce((sum, score) => sum + score, 0);

  return {
    wordsFor,
    find: (wordings) =>
      tools
        .map((_, index) => ({ index, score: sentenceScore(wordings.join(' '), index) }))
        .filter(({ score }) => score > 0)
        .toSorted((a, b) => b.score - a.score)
        .map(({ index }) => index),
  };
}

const inputProperties = ({ inputSchema }: Tool) =>
  Object.entries((inputSchema.properties ?? {}) as Record<string, { description?: string }>);

const searchedText = (tool: Tool): string =>
  [
    tool.name,
    tool.title,
    tool.description,
    ...inputProperties(tool).flatMap(([name, { description }]) => [name, description]),
  ].join(' ');

/** Returns the search that the runtime has for `surface: search`. */
export function ownSearch(tools: readonly Tool[]): ToolSearch {
  const ranking = new Ranking(
    tools.map((tool) => ({
      name: tool.name,
      title: tool.title ?? '',
      description: tool.description ?? '',
      keywords: [],
      parameters: inputProperties(tool).map(([name]) => name),
    })),
  );
  const { wordsFor } = clientSearch(tools);
  return { wordsFor, find: (wordings) => ranking.find(wordings, tools.length, () => true) };
}
