import { Misread } from '../../model/scanner.js';

/** Pieces of a word (POSIX, "Quoting"): in single quotes, in `$'…'` of Bash, in double quotes, escaped, and plain. */
const PIECE =
  /'([^']*)'|\$'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\\(.)|((?:[^\s'"\\$]|\$(?!'))+)/gsy;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/**
 * The words of a command, as a shell splits them. Nothing is executed: `$(…)`, backquotes and variables stay as they are.
 * @throws Misread
 */
export function shellWordsIn(text: string): string[] {
  const words: string[] = [];
  let at = 0;
  while (at < text.length) {
    at += /^\s*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) break;
    let word = '';
    const start = at;
    for (;;) {
      PIECE.lastIndex = at;
      const match = PIECE.exec(text);
      if (!match) break;
      const [whole, single, ansi, double, escaped, plain] = match;
      word +=
        single ??
        ansi?.replace(/\\(.)/gs, (_, letter: string) => ESCAPES[letter] ?? letter) ??
        double?.replace(/\\(["\\$`])/g, '$1') ??
        escaped ??
        plain ??
        '';
      at += whole.length;
    }
    const rest = text.charAt(at);
    if (rest !== '' && !/\s/.test(rest)) throw new Misread(at, `The quote ${rest} has no end.`);
    if (at === start) break;
    words.push(word);
  }
  return words;
}
