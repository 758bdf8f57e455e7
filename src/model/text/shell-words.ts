/**
 * Matches words that need no quotes. PowerShell treats a comma as the end of an item, and a leading
 * "@" as a variable.
 */
const PLAIN_WORD = /^(?!@)[\w./:@%+=-]+$/;

/**
 * Double quotes mean the same in POSIX shells, PowerShell and cmd.exe, which does not know single
 * quotes. A backslash is literal in all of them, except before another one and at the end.
 */
const SAME_IN_ALL_SHELLS = /^(?:[^"$`\\!%]|\\(?=[^"$`\\!%]))*$/;

/** Returns words for a shell, quoted only if necessary. */
export const shellWords = (words: readonly string[]): string => words.map(shellWord).join(' ');

const shellWord = (word: string): string => {
  if (PLAIN_WORD.test(word)) return word;
  return SAME_IN_ALL_SHELLS.test(word) ? `"${word}"` : `'${word.replaceAll("'", `'\\''`)}'`;
};
