import { Misread } from '../../model/scanner.js';

/** Pieces of a word (POSIX, "Quoting"): in single quotes, in `$'…'` of Bash, in double quotes, escaped, and plain. */
const PIECE =
  /'([^']*)'|\$'((?:[^'\\]|\\.)*)'|\$?"((?:[^"\\]|\\.)*)"|\\(\r?\n|.)|((?:[^\s'"\\$;|]|\$(?!['"]))+)/gsy;

/** Between words: also the end of a line that Bash, cmd.exe or PowerShell continues. */
const BETWEEN = /(?:\s|[\\^`]\r?\n)*/y;
/** What ends a command: a pipe, the next command, a redirection. */
const END = /[|;&]|\d*[<>]/y;

/** "Copy as cURL (cmd)" of browsers escapes each quote. */
const isOfCmd = (command: string): boolean => /^[^'"]*\^"/.test(command);
const withoutCarets = (command: string): string =>
  command.replace(/\^\r?\n(\r?\n)?|\^(.)/g, (_, line = '', escaped = '') => `${line}${escaped}`);

/**
 * The words of the first command in a text, as a shell splits them. Nothing is executed: `$(…)`, backquotes and variables stay
 * as they are.
 * @throws Misread
 */
export function posixWords(command: string): string[] {
  const text = isOfCmd(command) ? withoutCarets(command) : command;
  const words: string[] = [];
  let at = 0;
  for (;;) {
    at += matched(BETWEEN).length;
    if (at >= text.length || matched(END) !== '') return words;
    let word = '';
    for (let piece = pieceAt(); piece !== undefined; piece = pieceAt()) word += piece;
    const rest = text.charAt(at);
    if (!/^[\s;|]?$/.test(rest)) throw new Misread(at, `The quote ${rest} has no end.`);
    words.push(word.replace(/\p{Surrogate}/gu, '\uFFFD')); // Halves that escapes can write.
  }

  function matched(pattern: RegExp): string {
    pattern.lastIndex = at;
    return pattern.exec(text)?.[0] ?? '';
  }

  function pieceAt(): string | undefined {
    PIECE.lastIndex = at;
    const [whole, single, ansi, double, escaped, plain] = PIECE.exec(text) ?? [];
    at += whole?.length ?? 0;
    return (
      single ??
      (ansi && unescaped(ansi)) ??
      double?.replace(/\\(?:\r?\n|(["\\$`]))/g, '$1') ??
      escaped?.replace(/^\r?\n$/, '') ??
      plain
    );
  }
}

const LETTERS: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', e: '\x1B', E: '\x1B', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '\\': '\\', "'": "'", '"': '"', '?': '?' },
};

/** What is in `$'…'` (Bash manual, "ANSI-C Quoting"): bytes, UTF-16 code units, letters. */
const unescaped = (text: string): string =>
  text.replace(
    /((?:\\x[\dA-Fa-f]{1,2}|\\[0-7]{1,3})+)|\\u([\dA-Fa-f]{1,4})|\\(.)/gs,
    (whole: string, bytes?: string, unit?: string, letter?: string) => {
      if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16));
      if (bytes === undefined) return LETTERS[letter ?? ''] ?? whole;
      const [, ...codes] = bytes.split('\\');
      return Buffer.from(
        codes.map((code) => Number(code.replace(/^x?/, (x) => (x ? '0x' : '0o')))),
      ).toString();
    },
  );
