import type { Tool } from '@modelcontextprotocol/client';
import { unknownToolInTable } from '../../model/errors/eval.js';
import { definitionTokens } from '../../remote/discovery.js';
import type { EvalCase } from './read-table.js';
import type { ToolSearch } from './search.js';

/** Number of search results that a client shows to the model. */
export const MAX_SHOWN_RESULTS = 5;

export interface CaseOutcome extends EvalCase {
  /** Rank of the expected tool, from 1; null if it is not found, or if none is expected. */
  rank: number | null;
  first: string | null;
  /** Forbidden tools among the first five that rank above the expected one. */
  forbidden: string[];
  /** Words that favor another tool, if that one is first. */
  wordsForFirst: string[];
}

export interface EvaluationReport {
  tools: number;
  cases: number;
  /** All wordings of the cases. */
  sentences: number;
  /** Shares of the cases that expect a tool; 1 where none does. */
  hits: { at1: number; at3: number; at5: number };
  /** Tokens that a client spends on definitions: with all of them, or with the search results of a sentence. */
  tokens: { all: number; searched: number };
  outcomes: CaseOutcome[];
}

/** Evaluates a search with the sentences of a table. @throws CliError `eval/tool` */
export function evaluate(
  tools: readonly Tool[],
  cases: readonly EvalCase[],
  search: ToolSearch,
): EvaluationReport {
  const names = tools.map(({ name }) => name);
  for (const { expect, forbid } of cases)
    for (const name of [...expect, ...forbid])
      if (!names.includes(name)) throw unknownToolInTable(name, names);
  const outcomes = cases.map((testCase) => caseOutcome(testCase, names, search));
  const casesWithTool = outcomes.filter(({ expect }) => expect.length > 0);
  const share = (maxRank: number) =>
    casesWithTool.length === 0
      ? 1
      : casesWithTool.filter(({ rank }) => rank !== null && rank <= maxRank).length /
        casesWithTool.length;
  const totalTokens = tools.reduce((sum, tool) => sum + definitionTokens(tool), 0);
  return {
    tools: tools.length,
    cases: cases.length,
    sentences: cases.reduce((sum, { ask }) => sum + ask.length, 0),
    hits: { at1: share(1), at3: share(3), at5: share(MAX_SHOWN_RESULTS) },
    tokens: {
      all: totalTokens,
      searched: Math.min(
        totalTokens,
        Math.round((MAX_SHOWN_RESULTS * totalTokens) / Math.max(1, tools.length)),
      ),
    },
    outcomes,
  };
}

function caseOutcome(
  testCase: EvalCase,
  names: readonly string[],
  search: ToolSearch,
): CaseOutcome {
  const rankedNames = search.find(testCase.ask).map((index) => names[index] ?? '');
  const expectedIndex = rankedNames.findIndex((name) => testCase.expect.includes(name));
  const namesBefore = rankedNames.slice(
    0,
    expectedIndex < 0 ? MAX_SHOWN_RESULTS : Math.min(expectedIndex, MAX_SHOWN_RESULTS),
  );
  const [first = null] = rankedNames;
  const [expectedName] = testCase.expect;
  const hasWrongFirst = first !== null && expectedName !== undefined && expectedIndex !== 0;
  return {
    ...testCase,
    rank: expectedIndex < 0 ? null : expectedIndex + 1,
    first,
    forbidden: testCase.forbid.filter((name) => namesBefore.includes(name)),
    wordsForFirst: hasWrongFirst ? wordsFor(first, expectedName, testCase.ask, names, search) : [],
  };
}

const MAX_WORDS = 4;

/** Returns the words of a sentence that give a higher score to one tool than to another, highest difference first. */
function wordsFor(
  firstTool: string,
  otherTool: string,
  ask: readonly string[],
  names: readonly string[],
  search: ToolSearch,
): string[] {
  const [firstScores, otherScores] = [firstTool, otherTool].map((name) =>
    search.wordsFor(ask.join(' '), names.indexOf(name)),
  );
  return [...(firstScores ?? [])]
    .map(([word, score]) => ({ word, more: score - (otherScores?.get(word) ?? 0) }))
    .filter(({ more }) => more > 0)
    .toSorted((a, b) => b.more - a.more)
    .slice(0, MAX_WORDS)
    .map(({ word }) => word);
}
