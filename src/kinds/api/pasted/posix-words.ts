import { ScanError } from '../../../model/scanner.js';

/** Pieces of a word (POSIX, "Quoting"): single-quoted, `$'…'` of Bash, double-quoted, escaped and plain. */
const WORD_PIECE =
  /'([^']*)'|\$'((?:[^'\\]|\\.)*)'|\$?"((?:[^"\\]|\\.)*)"|\\(\r?\n|.)|((?:[^\s'"\\$;|]|\$(?!['"]))+)/gsy;

/** Separators of words, including line ends that Bash, cmd.exe or PowerShell continue. */
const WORD_SEPARATOR = /(?:\s|[\\^`]\r?\n)*/y;
/** End of a command: a pipe, a redirection or the start of the next command. */
const COMMAND_END = /[|;&]|\d*[<>]/y;

/** Returns whether a command is from "Copy as cURL (cmd)" of a browser, which escapes each quote. */
const isOfCmd = (command: string): boolean => /^[^'"]*\^"/.test(command);
const withoutCarets = (command: string): string =>
  command.replace(
    /\^\r?\n(\r?\n)?|\^(.)/g,
    (_, line = '', character = '') => `${line}${character}`,
  );

/**
 * Returns the words of the first command in a text, as a shell splits them. Nothing is executed:
 * `$(…)`, backquotes and variables stay as they are.
 * @throws ScanError
 */
export function posixWords(command: string): string[] {
  const text = isOfCmd(command) ? withoutCarets(command) : command;
  const words: string[] = [];
  let index = 0;
  for (;;) {
    index += textMatching(WORD_SEPARATOR).length;
    if (index >= text.length || textMatching(COMMAND_END) !== '') return words;
    let word = '';
    for (let piece = pieceAt(); piece !== undefined; piece = pieceAt()) word += piece;
    const rest = text.charAt(index);
    if (!/^[\s;|]?$/.test(rest)) throw new ScanError(index, `The quote ${rest} has no end.`);
    words.push(word.replace(/\p{Surrogate}/gu, '\uFFFD')); // Escapes can write lone surrogates.
  }

  function textMatching(pattern: RegExp): string {
    pattern.lastIndex = index;
    return pattern.exec(text)?.[0] ?? '';
  }

  function pieceAt(): string | undefined {
    WORD_PIECE.lastIndex = index;
    const [pieceText, single, ansi, double, escapedText, plainText] = WORD_PIECE.exec(text) ?? [];
    index += pieceText?.length ?? 0;
    return (
      single ??
      (ansi && unescapeText(ansi)) ??
      double?.replace(/\\(?:\r?\n|(["\\$`]))/g, '$1') ??
      escapedText?.replace(/^\r?\n$/, '') ??
      plainText
    );
  }
}

const LETTERS: Readonly<Record<string, string>> = {
  ...{ a: '\x07', b: '\b', e: '\x1B', E: '\x1B', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' },
  ...{ '\\': '\\', "'": "'", '"': '"', '?': '?' },
};

/** Returns the content of `$'…'` (Bash manual, "ANSI-C Quoting"): escaped bytes, UTF-16 code units and letters. */
const unescapeText = (text: string): string =>
  text.replace(
    /((?:\\x[\dA-Fa-f]{1,2}|\\[0-7]{1,3})+)|\\u([\dA-Fa-f]{1,4})|\\(.)/gs,
    (escapeText: string, bytes?: string, unit?: string, letter?: string) => {
      if (unit !== undefined) return String.fromCharCode(Number.parseInt(unit, 16));
      if (bytes === undefined) return LETTERS[letter ?? ''] ?? escapeText;
      const [, ...codes] = bytes.split('\\');
      return Buffer.from(
        codes.map((code) => Number(code.replace(/^x?/, (x) => (x ? '0x' : '0o')))),
      ).toString();
    },
  );
