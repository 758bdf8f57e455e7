import { SECRET_ENDINGS } from '../../runtime/src/utils/argument-names.js';
import { commandText, commandWords } from '../../runtime/src/utils/command-words.js';
import { ANY_SERVICE_TOKEN } from '../../runtime/src/utils/service-tokens.js';

/** Matches names of headers, variables and parameters with secret values, wherever these words occur in them. */
const SECRET_NAME = new RegExp(
  `${SECRET_ENDINGS.replaceAll('_', '[-_]?')}|passw|pwd|cookie|(?<![a-z])(?:auth|pat)(?![\\w-])`,
  'i',
);
/** Tokens of services, also shorter ones of those that are pasted most, and JSON Web Tokens. */
const SECRET_VALUES = new RegExp(
  `\\b(?:${ANY_SERVICE_TOKEN}|(?:sk|pk|rk|ghp|gho|ghs|github_pat|glpat|xox[abeprs]|AKIA|shpat|npm)[-_]?[A-Za-z0-9_-]{12,}|eyJ[\\w-]{15,}\\.[\\w-]+)`,
  'g',
);
/** `${NAME:-value}` is not a reference, because it contains the value. */
const REFERENCE = /\$\{(?:(?!:-)[^}])+\}|\{env:\w+\}|\$[A-Z_]{2,}|<[A-Za-z_]\w*>/;

/**
 * Returns whether the value of this name is hidden, which errs on the side of hiding.
 * `isSecretName` is for findings and errors.
 */
export const mayBeSecret = (name: string): boolean => SECRET_NAME.test(name);
export const looksSecret = (text: string): boolean => text.search(SECRET_VALUES) >= 0;
/** Returns whether the text refers to a variable, a prompt or a placeholder. */
export const isReference = (text: string): boolean => REFERENCE.test(text);

/** Replaces secrets in printed text. */
export const HIDDEN_VALUE = '…';
const NAME = `(?<![\\w-])["']?[\\w-]*(?:${SECRET_NAME.source})[\\w-]*["']?`;
const BLANKS = '[^\\S\\n]*';
/**
 * Key and value in JSON, TOML and YAML. Unquoted values extend to the end of the line; a bracket
 * alone opens a list.
 */
const VALUE = `"{3}.*|'{3}.*|"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\n]|'')*'|(?!\\[\\s*$)[^\\s{].*`;
const NAMED_VALUES = new RegExp(`(${NAME}${BLANKS}[:=,]${BLANKS})(${VALUE})`, 'gi');
const OPTION_AT_END = new RegExp(`--[\\w-]*(?:${SECRET_NAME.source})[\\w-]*["']?,?${BLANKS}$`, 'i');
/** A password in a URL, also one with characters that need encoding, or one whose host is missing; a port or a variable is none. */
const URL_PASSWORD = /(:\/\/[^/?#\s:@]*:)(?!\d+(?:[/?#\s]|$)|\$\{)(\S+(?=@)|[^\s@]+$)/g;
const USER_INFO = /(:\/\/(?:[^\s/?#"':@]*:)?)[^\s/?#"'@]+@/g;

const maskLine = (line: string): string =>
  line
    .replace(SECRET_VALUES, HIDDEN_VALUE)
    .replace(USER_INFO, (whole, head: string) =>
      isReference(whole) ? whole : `${head}${HIDDEN_VALUE}@`,
    )
    .replace(NAMED_VALUES, (whole, head: string, value: string) =>
      isReference(value) ? whole : `${head}"${HIDDEN_VALUE}"`,
    );

const NAME_AT_START = new RegExp(`^(\\s*(?:- +)*)${NAME}\\s*[:=]\\s*(.*)$`, 'i');
const OPEN_QUOTES = new RegExp(`${NAME}\\s*=\\s*("{3}|'{3})(?!.*\\1)`, 'i');
const COLLECTION = /^(?:[[{]|- |["']?[\w.-]+["']?\s*:(?:\s|$))/;

/** Returns a line number after a value that begins on a line, if it is the value of a secret. */
function endOfValue(lines: readonly string[], start: number): number {
  const line = lines[start] ?? '';
  if (OPTION_AT_END.test(line)) return start + 2;
  const quotes = OPEN_QUOTES.exec(line)?.[1];
  let end = start + 1;
  if (quotes !== undefined) {
    while (end < lines.length && !lines[end]?.includes(quotes)) end++;
    return end + 1;
  }
  const [, lead, value = ''] = NAME_AT_START.exec(line) ?? [];
  if (lead === undefined || COLLECTION.test(value || (lines[end] ?? '').trim())) return end;
  while (end < lines.length && isDeeper(lines[end] ?? '', lead)) end++;
  return end;
}

/** Returns whether a line is indented more deeply than a key, because it then belongs to the value of the key in YAML. */
const isDeeper = (line: string, lead: string) =>
  line.trim() === '' || line.search(/\S/) > lead.length;

const QUOTED = /"(?:[^"\\]|\\.)*"|'[^']*'/g;
/** Lines that open or close a list, and named members of a list, neither of which is a scalar. */
const NOT_SCALAR = /^\s*(?:- +)*(?:[[\]{},\s]*$|\{|["']?[\w.-]+["']?\s*:(?:\s|$))/;

/** Returns a line number after a list that begins on a line, if it is the value of a secret. */
function endOfList(lines: readonly string[], start: number): number {
  const [, lead, value = ''] = NAME_AT_START.exec(lines[start] ?? '') ?? [];
  let end = start + 1;
  if (lead === undefined) return end;
  if (value.startsWith('[')) {
    let depth = openedIn(value);
    while (depth > 0 && end < lines.length) depth += openedIn(lines[end++] ?? '');
    return end;
  }
  const isItem = (line = '') => /^\s*-(?:\s|$)/.test(line) && line.indexOf('-') >= lead.length;
  if (value !== '' || !isItem(lines[end])) return end;
  while (end < lines.length && (isItem(lines[end]) || isDeeper(lines[end] ?? '', lead))) end++;
  return end;
}

/** Returns how many more brackets a line opens than it closes. */
function openedIn(line: string): number {
  const unquotedLine = line.replace(QUOTED, '');
  return unquotedLine.split('[').length - unquotedLine.split(']').length;
}

/** Returns the lines of a configuration file with the values of secrets hidden. */
export function maskLines(text: string): string[] {
  const rawLines = text.split('\n');
  const lines = rawLines.map((line) => line.replace(/\r$/, ''));
  let [end, listEnd] = [0, 0];
  return lines.map((line, index) => {
    const lineEnd = rawLines[index]?.slice(line.length) ?? '';
    const isHidden = index < end || (index < listEnd && !NOT_SCALAR.test(line));
    if (isHidden) return hiddenLine(line) + lineEnd;
    end = endOfValue(lines, index);
    listEnd = Math.max(listEnd, endOfList(lines, index));
    return maskLine(line) + lineEnd;
  });
}

function hiddenLine(line: string): string {
  const [, head = '', value = '', tail] = /^(\s*(?:- )?)(.*?)(,?\s*)$/.exec(line) ?? [];
  const isShown = value === '' || isReference(value) || /^[\]}]/.test(value);
  return isShown ? maskLine(line) : `${head}"${HIDDEN_VALUE}"${tail}`;
}

/** Returns the words of a command line with the values of secrets hidden. */
export const maskWords = (words: readonly string[]): string[] =>
  words.map((word, index) => {
    const previousWord = words[index - 1] ?? '';
    const isValue = /^--?[\w-]+$/.test(previousWord) && mayBeSecret(previousWord);
    return isValue && !isReference(word) ? HIDDEN_VALUE : maskWord(word);
  });

const NAMED_VALUE = new RegExp(`^(.*?${NAME}\\s*[:=])(.*)$`, 'is');

function maskWord(word: string): string {
  if (/^[a-z][\w+.-]*:\/\//i.test(word)) return maskUrl(word);
  const [, head, value = ''] = NAMED_VALUE.exec(word) ?? [];
  return head !== undefined && !isReference(value) ? `${head}${HIDDEN_VALUE}` : maskLine(word);
}

/**
 * Returns a URL without its password and the values of secret parameters. It may be invalid,
 * because clients fill in variables.
 */
export const maskUrl = (url: string): string =>
  withoutSecretParameters(url.replace(SECRET_VALUES, HIDDEN_VALUE), () => HIDDEN_VALUE)
    .replace(URL_PASSWORD, `$1${HIDDEN_VALUE}`)
    .replace(/(:\/\/(?:[^/?#:@]*:)?)[^/?#]*@/, `$1${HIDDEN_VALUE}@`);

/** Returns the URL or command of an MCP server with its secrets hidden. */
export const maskTarget = (target: string): string => commandText(maskWords(commandWords(target)));

/** Returns whether a text contains a URL with a password that refers to no variable. */
export const hasPassword = (text: string): boolean =>
  Array.from(text.matchAll(URL_PASSWORD)).some(
    ({ 0: whole, 2: password = '', index }) =>
      text[index + whole.length] === '@' && !isReference(password),
  );

/** Returns a text with a dot in place of each character of the secrets in its URLs. */
export const replaceSecretsByDots = (text: string): string =>
  withoutSecretParameters(text, dots).replace(
    URL_PASSWORD,
    (_, head: string, password: string) => head + dots(password),
  );

const dots = (text: string) => '•'.repeat(text.length);

const withoutSecretParameters = (url: string, mask: (value: string) => string): string =>
  url.replace(SECRET_PARAMETER, (whole, mark: string, key: string, value: string) =>
    value !== HIDDEN_VALUE && mayBeSecret(new URLSearchParams(key).keys().next().value ?? '')
      ? `${mark}${key}=${mask(value)}`
      : whole,
  );

/** The quote that ends a URL in a command is no part of it. */
const SECRET_PARAMETER = /([?&#])([^?&#=\s]*)=([^&#\s]*?)(?=["']?(?:[&#\s]|$))/g;
