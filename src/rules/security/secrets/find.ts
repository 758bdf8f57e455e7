import type { Span } from '../../../model/facts.js';
import { SECRET_PATTERNS } from './patterns.js';

export interface KnownSecret extends Span {
  what: string;
}

const ALL = new RegExp(
  `(?<![A-Za-z0-9_-])(?:${SECRET_PATTERNS.map(({ pattern }) => `(${pattern.source})`).join('|')})`,
  'g',
);
/** Bits a character: below it, something repeats as in `xxxx…`. */
const LEAST_IN_PATTERN = 3;
const LEAST_IN_NAMED = 3.3;
const SHORTEST_RUN = 16;

/** Everything in a text that has the form of a secret. */
export function knownSecrets(text: string): KnownSecret[] {
  return Array.from(text.matchAll(ALL)).flatMap(({ index, 0: found, ...groups }) => {
    const which = SECRET_PATTERNS.findIndex((_, at) => groups[at + 1] !== undefined);
    const what = SECRET_PATTERNS[which]?.what;
    return what === undefined || entropy(found) < LEAST_IN_PATTERN || isPlaceholder(found)
      ? []
      : [{ what, start: index, end: index + found.length }];
  });
}

/** A text in the place of a secret: is it one, or only an example of one? */
export function looksSecret(text: string): boolean {
  if (isReference(text) || isPlaceholder(text) || isProse(text)) return false;
  const run = /[A-Za-z0-9+/=~]{16,}|[A-Za-z0-9_-]{24,}/.exec(text)?.[0] ?? '';
  const mixed = /\d/.test(run) && /[A-Za-z]/.test(run);
  return run.length >= SHORTEST_RUN && mixed && entropy(run) >= LEAST_IN_NAMED;
}

/** Names of variables and prompts in the notations of clients (clients.md 2). */
const isReference = (text: string) =>
  /\$\{|\{env:|\{file:|\$\w|%\w+%|\{\{|<[^>]*>/.test(text) ||
  /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)+$/.test(text) ||
  /^[a-z][a-z+.-]*:\/\//.test(text);

export const isPlaceholder = (text: string) =>
  /your|example|placeholder|change[-_ ]?me|replace|insert|dummy|sample|fake|mock|secret-|test|abcdef|12345|xxx|\.\.\.|…|\*\*\*|todo/i.test(
    text,
  );

/** Several words, where the first is not the scheme of `Authorization: Bearer …`. */
const isProse = (text: string) => /\S\s+\S/.test(text.trim().replace(/^\w+\s+/, ''));

/** Shannon's entropy in bits a character. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => {
    const share = count / text.length;
    return sum - share * Math.log2(share);
  }, 0);
}
