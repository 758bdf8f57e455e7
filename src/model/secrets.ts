/** Names of headers, variables and parameters whose values are secrets. */
const SECRET_NAME =
  /token|secret|passw|pwd|api[-_]?key|access[-_]?key|authorization|cookie|credential/i;
/** Beginnings that services give to their tokens, and JSON Web Tokens. */
const SECRET_VALUE =
  /\b(?:sk|pk|rk|ghp|gho|ghs|github_pat|glpat|xox[abeprs]|AKIA|shpat|npm)[-_]?[A-Za-z0-9_-]{12,}|\beyJ[\w-]{15,}\.[\w-]+/;
const REFERENCE = /\$\{[^}]+\}|\{env:\w+\}|\$[A-Z_]{2,}|<[A-Za-z_]\w*>/;

export const isSecretName = (name: string): boolean => SECRET_NAME.test(name);
export const looksSecret = (text: string): boolean => SECRET_VALUE.test(text);
/** The text refers to a variable, a prompt or a placeholder. */
export const isReference = (text: string): boolean => REFERENCE.test(text);

const HIDDEN = '…';

/** A line of a configuration file or a diff, without the values of secrets. */
export const maskedLine = (line: string): string =>
  line
    .replace(new RegExp(SECRET_VALUE.source, 'g'), HIDDEN)
    .replace(
      /(["']?[\w-]*(?:token|secret|passw|pwd|api[-_]?key|access[-_]?key|authorization|cookie|credential)[\w-]*["']?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,}]+)/gi,
      (whole, head: string, value: string) => (isReference(value) ? whole : `${head}"${HIDDEN}"`),
    );

/** An argument of a command line. */
export const maskedWord = (word: string): string =>
  looksSecret(word) ||
  (/^-{0,2}[\w-]*=/.test(word) && isSecretName(word.split('=')[0] ?? '') && !isReference(word))
    ? HIDDEN
    : word;

/** A URL without password, and without the values of secret parameters. */
export function maskedUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.password !== '') url.password = HIDDEN;
  for (const [key, value] of [...url.searchParams])
    if (isSecretName(key) || looksSecret(value)) url.searchParams.set(key, HIDDEN);
  return url.href.replaceAll(encodeURIComponent(HIDDEN), HIDDEN);
}
