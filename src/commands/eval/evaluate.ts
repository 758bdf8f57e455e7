import type { Tool } from '@modelcontextprotocol/client';
import { unknownToolInTable } from '../../model/errors/eval.js';
import { tokensOf } from '../../remote/discovery.js';
import type { Search } from './search.js';
import type { Case } from './table.js';

/** A client shows so many results of a search to the model. */
export const SHOWN = 5;

export interface Outcome extends Case {
  /** Of the expected tool, from 1; null where it is not found, or none is expected. */
  rank: number | null;
  first: string | null;
  /** Forbidden tools among the first five, before the expected one. */
  forbidden: string[];
  /** Where another tool is first: words that speak more for it. */
  wordsForFirst: string[];
}

export interface Report {
  tools: number;
  cases: number;
  /** All wordings of the cases. */
  sentences: number;
  /** Shares of the cases that expect a tool; 1 where none does. */
  hits: { at1: number; at3: number; at5: number };
  /** What a client spends on definitions: with all of them, or with those that it searches for a sentence. */
  tokens: { all: number; searched: number };
  outcomes: Outcome[];
}

/** @throws CliError `eval/tool` */
export function evaluate(tools: readonly Tool[], cases: readonly Case[], search: Search): Report {
  const names = tools.map(({ name }) => name);
  for (const { expect, forbid } of cases)
    for (const name of [...expect, ...forbid])
      if (!names.includes(name)) throw unknownToolInTable(name, names);
  const outcomes = cases.map((one) => outcomeOf(one, names, search));
  const expecting = outcomes.filter(({ expect }) => expect.length > 0);
  const share = (most: number) =>
    expecting.length === 0
      ? 1
      : expecting.filter(({ rank }) => rank !== null && rank <= most).length / expecting.length;
  const all = tools.reduce((sum, tool) => sum + tokensOf(tool), 0);
  return {
    tools: tools.length,
    cases: cases.length,
    sentences: cases.reduce((sum, { ask }) => sum + ask.length, 0),
    hits: { at1: share(1), at3: share(3), at5: share(SHOWN) },
    tokens: { all, searched: Math.min(all, Math.round((SHOWN * all) / Math.max(1, tools.length))) },
    outcomes,
  };
}

function outcomeOf(one: Case, names: readonly string[], search: Search): Outcome {
  const ranked = search.find(one.ask).map((index) => names[index] ?? '');
  const at = ranked.findIndex((name) => one.expect.includes(name));
  const before = ranked.slice(0, at < 0 ? SHOWN : Math.min(at, SHOWN));
  const [first = null] = ranked;
  const [expected] = one.expect;
  const isConfused = first !== null && expected !== undefined && at !== 0;
  return {
    ...one,
    rank: at < 0 ? null : at + 1,
    first,
    forbidden: one.forbid.filter((name) => before.includes(name)),
    wordsForFirst: isConfused ? wordsFor(first, expected, one.ask, names, search) : [],
  };
}

const MOST_WORDS = 4;

/** Words of a sentence that give more to one tool than to another, most first. */
function wordsFor(
  one: string,
  other: string,
  ask: readonly string[],
  names: readonly string[],
  search: Search,
): string[] {
  const [mine, others] = [one, other].map((name) =>
    search.wordsFor(ask.join(' '), names.indexOf(name)),
  );
  return [...(mine ?? [])]
    .map(([word, score]) => ({ word, more: score - (others?.get(word) ?? 0) }))
    .filter(({ more }) => more > 0)
    .toSorted((a, b) => b.more - a.more)
    .slice(0, MOST_WORDS)
    .map(({ word }) => word);
}
