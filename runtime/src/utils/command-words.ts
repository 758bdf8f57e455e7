/** Quotes that begin a word, or follow a `=` in it; those of one kind keep the others. */
const QUOTED_PART = /(?<=^|[\s=])(?:"[^"]*"|'[^']*')+/;
/** Spaces between quotes belong to the word. */
const WORD = new RegExp(`(?:${QUOTED_PART.source}|\\S)+`, 'g');

const QUOTED_PIECE = /"([^"]*)"|'([^']*)'/g;

/**
 * Splits a command into the program and its arguments. No shell reads the text: quotes keep spaces
 * together, and no other character has a meaning.
 */
export const commandWords = (text: string): string[] =>
  (text.match(WORD) ?? []).map((word) => word.replace(new RegExp(QUOTED_PART, 'g'), withoutQuotes));

const withoutQuotes = (text: string): string =>
  text.replace(QUOTED_PIECE, (_, double?: string, single?: string) => double ?? single ?? '');

/** Returns the command that `commandWords` splits into these words. */
export const commandText = (words: readonly string[]): string =>
  words.map((word) => (/^$|^["']|=["']|\s/.test(word) ? quoteWord(word) : word)).join(' ');

function quoteWord(word: string): string {
  if (!word.includes('"')) return `"${word}"`;
  if (!word.includes("'")) return `'${word}'`;
  return word.replace(/[^"]+|"+/g, (part) => (part.startsWith('"') ? `'${part}'` : `"${part}"`));
}
