/** Spaces between quotes that begin a word, or follow a `=` in it, belong to the word. */
const WORD = /(?:(?<=^|[\s=])(?:"[^"]*"|'[^']*')|\S)+/g;
const QUOTED = /(?<=^|=)(?:"([^"]*)"|'([^']*)')/g;

/** The program and its arguments. No shell reads the text: quotes keep spaces together, and no other character has a meaning. */
export const commandWords = (text: string): string[] =>
  (text.match(WORD) ?? []).map((word) =>
    word.replace(QUOTED, (_, double?: string, single?: string) => double ?? single ?? ''),
  );
