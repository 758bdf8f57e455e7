import { ANY_SERVICE_TOKEN } from '../utils/service-tokens.js';

const MAX_TEXT_LENGTH = 300;
/** Characters that are read: enough for `MAX_TEXT_LENGTH` after everything that is removed. */
const READ_CHARACTERS = 2000;
/** The text in place of a secret. */
export const REMOVED_SECRET = '[removed]';

/** A stack trace of JavaScript, Java, C#, Python, Ruby, PHP or Go, from its first line. */
const STACK =
  /(?:^|\s)(?:at\s+\S+\s*\(|at\s+[\w$-]*[./][\w.$/-]*:\d|Traceback \(most recent|File "[^"]*", line|from \S+:\d+:in|#\d+\s+\S+\(|goroutine \d|Caused by:)[^]*$/;

type Patterns = readonly (readonly [pattern: RegExp, replacement: string])[];

/**
 * Patterns of secrets. Each begins where a word does, or looks no further than its match: texts of
 * any length are read in linear time.
 */
const SECRETS: Patterns = [
  [new RegExp(`\\b(?:${ANY_SERVICE_TOKEN})(?![\\w-])`, 'g'), REMOVED_SECRET],
  [/\b(Bearer|Basic|Digest|Token)\s+(?=\S*[\d=+/._-])[\w.~+/=-]{6,}/gi, `$1 ${REMOVED_SECRET}`],
  [/(?<![\w-])(?=(?:[\w-]*-)?eyJ)[\w-]{7,}\.[\w-]+(?:\.[\w-]*)?/g, REMOVED_SECRET],
  [
    /\b(?:[spr]k|gh[opsur]|github_pat|glpat|xox[a-z]|AKIA|AIza|npm)[_-]?(?=\w*\d)[\w-]{8,}/g,
    REMOVED_SECRET,
  ],
  [
    /((?:token|secret|password|passwd|pwd|api[_-]?key|signature|credentials?|cookie|session|authorization)["']?\s*[:=]\s*["']?)(?=[^\s"',;&}]*\d|\S{16})[^\s"',;&}]{4,}/gi,
    `$1${REMOVED_SECRET}`,
  ],
];

const PATTERNS: Patterns = [
  [STACK, ''],
  [/<\/?[a-z][^<>]*>/gi, ' '],
  // User information, query and fragment of URLs and paths.
  [/\b([a-z][a-z0-9+.-]{0,20}:\/\/)[^\s/@"'<>]*@/gi, '$1'],
  [/((?:[a-z][a-z0-9+.-]{0,20}:\/)?\/[^\s?#"'<>]*)[?#][^\s"'<>]+/gi, '$1'],
  ...SECRETS,
  // Long random words: keys and hashes, but no ordinary words and no UUIDs.
  [/(?<!\w)(?=\w*\d)(?=\w*[A-Za-z])\w{32,}/g, REMOVED_SECRET],
];

/** Removes given secrets from a text. */
export const withoutSecrets = (text: string, secrets: readonly string[]): string =>
  secrets.reduce((remaining, secret) => remaining.replaceAll(secret, REMOVED_SECRET), text);

/** Removes what looks like a secret from a text. */
export const withoutSecretLooks = (text: string): string => replacePatterns(text, SECRETS);

const replacePatterns = (text: string, patterns: Patterns) =>
  patterns.reduce((rest, [pattern, replacement]) => rest.replace(pattern, replacement), text);

/**
 * Returns a text of an API, safe to quote: one line of limited length without control and invisible
 * characters, markup, stack traces, queries of URLs, and anything that looks like a secret.
 * @param secrets are values that must not appear, whatever they look like
 */
export function sanitizeText(text: string, secrets: readonly string[] = []): string {
  // A secret that begins within the first characters must not be cut, or its rest would not be found.
  const cleaned = withoutSecrets(text, secrets);
  const beginning =
    cleaned.length > READ_CHARACTERS
      ? cleaned.slice(0, READ_CHARACTERS).replace(/\S*$/, '')
      : cleaned;
  const printable = beginning.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\s]+/gu, ' ');
  const line = replacePatterns(printable, PATTERNS)
    .replaceAll('"', "'")
    .replace(/\s+/g, ' ')
    .trim();
  const characters = Array.from(line);
  return characters.length > MAX_TEXT_LENGTH
    ? `${characters.slice(0, MAX_TEXT_LENGTH - 1).join('')}…`
    : line;
}
