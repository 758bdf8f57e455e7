/** Names of headers, variables and parameters whose values are secrets. */
const SECRET_NAME =
  /token|secret|passw|pwd|api[-_]?key|access[-_]?key|authorization|cookie|credential/i;
/** Beginnings that services give to their tokens, and JSON Web Tokens. */
const SECRET_VALUE =
  /\b(?:sk|pk|rk|ghp|gho|ghs|github_pat|glpat|xox[abeprs]|AKIA|shpat|npm)[-_]?[A-Za-z0-9_-]{12,}|\beyJ[\w-]{15,}\.[\w-]+/;
/** `${NAME:-value}` is none: it holds the value. */
const REFERENCE = /\$\{(?:(?!:-)[^}])+\}|\{env:\w+\}|\$[A-Z_]{2,}|<[A-Za-z_]\w*>/;

/** For hiding: rather one value too many. `isSecretName` is for findings and refusals. */
export const mayBeSecret = (name: string): boolean => SECRET_NAME.test(name);
export const looksSecret = (text: string): boolean => SECRET_VALUE.test(text);
/** The text refers to a variable, a prompt or a placeholder. */
export const isReference = (text: string): boolean => REFERENCE.test(text);

const HIDDEN = '…';
const NAME = `(?<![\\w-])["']?[\\w-]*(?:${SECRET_NAME.source})[\\w-]*["']?`;
const BLANK = '[^\\S\\n]*';
/** In JSON, TOML and YAML; what is not quoted reaches to the end of the line. */
const VALUE = `"(?:[^"\\\\\\n]|\\\\.)*"|'(?:[^'\\n]|'')*'|[^\\s{].*`;
const PAIR = new RegExp(`(${NAME}${BLANK}[:=,]${BLANK})(${VALUE})`, 'gi');
const OPTION_AT_END = new RegExp(`--[\\w-]*(?:${SECRET_NAME.source})[\\w-]*["']?,?${BLANK}$`, 'i');
const USER_INFO = /(:\/\/(?:[^\s/?#"':@]*:)?)[^\s/?#"'@]+@/g;

const maskedLine = (line: string): string =>
  line
    .replace(new RegExp(SECRET_VALUE.source, 'g'), HIDDEN)
    .replace(USER_INFO, (whole, head: string) => (isReference(whole) ? whole : `${head}${HIDDEN}@`))
    .replace(PAIR, (whole, head: string, value: string) =>
      isReference(value) ? whole : `${head}"${HIDDEN}"`,
    );

/** A diff of configuration files without the values of secrets, also where the name is an item of a list above the value. */
export function maskedDiff(diff: string): string {
  let isValueNext = false;
  return diff
    .split('\n')
    .map((line) => {
      const [, head = '', value = '', end] = /^([ +-]?\s*(?:- )?)(.*?)(,?\s*)$/.exec(line) ?? [];
      const isValue = isValueNext && value !== '';
      // A line that is removed stands above the one that takes its place.
      isValueNext = OPTION_AT_END.test(line) || (isValue && line.startsWith('-'));
      return isValue && !isReference(value) && !/^[\]}]/.test(value)
        ? `${head}"${HIDDEN}"${end}`
        : maskedLine(line);
    })
    .join('\n');
}

/** The words of a command line. */
export const maskedWords = (words: readonly string[]): string[] =>
  words.map((word, index) => {
    const before = words[index - 1] ?? '';
    const isValue = /^--?[\w-]+$/.test(before) && mayBeSecret(before);
    return isValue && !isReference(word) ? HIDDEN : maskedWord(word);
  });

const NAMED = new RegExp(`^(.*?${NAME}\\s*[:=])(.*)$`, 'is');

function maskedWord(word: string): string {
  if (word.includes('://') && URL.canParse(word)) return maskedUrl(word);
  const [, head, value = ''] = NAMED.exec(word) ?? [];
  return head !== undefined && !isReference(value) ? `${head}${HIDDEN}` : maskedLine(word);
}

/** A URL without password, and without the values of secret parameters. */
export function maskedUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.password !== '') url.password = HIDDEN;
  else if (url.username !== '') url.username = HIDDEN;
  for (const [key, value] of [...url.searchParams])
    if (mayBeSecret(key) || looksSecret(value)) url.searchParams.set(key, HIDDEN);
  return url.href.replaceAll(encodeURIComponent(HIDDEN), HIDDEN);
}
