/** Quotes that begin a word, or follow a `=` in it; those of one kind keep the others. */
const QUOTED = /(?<=^|[\s=])(?:"[^"]*"|'[^']*')+/;
/** Spaces between quotes belong to the word. */
const WORD = new RegExp(`(?:${QUOTED.source}|\\S)+`, 'g');

const PIECE = /"([^"]*)"|'([^']*)'/g;

/** The program and its arguments. No shell reads the text: quotes keep spaces together, and no other character has a meaning. */
export const commandWords = (text: string): string[] =>
  (text.match(WORD) ?? []).map((word) => word.replace(new RegExp(QUOTED, 'g'), unquoted));

const unquoted = (text: string): string =>
  text.replace(PIECE, (_, double?: string, single?: string) => double ?? single ?? '');

/** The text that has these words for `commandWords`. */
export const commandText = (words: readonly string[]): string =>
  words.map((word) => (/^$|^["']|=["']|\s/.test(word) ? quoted(word) : word)).join(' ');

function quoted(word: string): string {
  if (!word.includes('"')) return `"${word}"`;
  if (!word.includes("'")) return `'${word}'`;
  return word.replace(/[^"]+|"+/g, (part) => (part.startsWith('"') ? `'${part}'` : `"${part}"`));
}
