/** Not in texts such as UUIDs, which often have a digit before "e": a second parse takes as long as the first. */
const LONG_INTEGER = /\d{16}|(?:^|[:,[\s])-?\d+(?:\.\d+)?[eE]/;
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON. An integer that would be rounded stays text, because the id of another record would
 * be as bad as an error.
 * @throws SyntaxError
 */
export function exactJson(json: string): unknown {
  const value: unknown = JSON.parse(json);
  return LONG_INTEGER.test(json) ? JSON.parse(json.replace(STRING_OR_NUMBER, exactToken)) : value;
}

const exactToken = (token: string): string =>
  !token.startsWith('"') && losesDigits(token) ? `"${token}"` : token;

const NUMBER = /^-?(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i;

/**
 * Returns whether a number is an integer whose digits JavaScript loses: `9007199254740993`, also
 * with `.0` or `e1`.
 */
export function losesDigits(token: string): boolean {
  const number = Number(token);
  if (Number.isSafeInteger(number)) return false;
  const [, whole = '', fraction, exponent] = NUMBER.exec(token) ?? [];
  if (fraction === undefined && exponent === undefined) return true;
  const decimals = (whole + (fraction ?? '')).replace(/0+$/, '').length - whole.length;
  return decimals <= Number(exponent ?? 0) && digitsOf(token) !== digitsOf(String(number));
}

const digitsOf = (number: string): string =>
  number
    .replace(/e.*$/i, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '');

/** Returns a value as JSON, with the digits of each `bigint`. */
export function exactJsonText(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return withDigits(value); // the value is or contains a `bigint`, or throws again
  }
}

function withDigits(value: unknown): string {
  // The mark surrounds digits that become a number again; no text of a caller contains it.
  const mark = crypto.randomUUID();
  const text = JSON.stringify(value, (_key, member: unknown) =>
    typeof member === 'bigint' ? `${mark}${member}` : member,
  );
  return text.replace(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}
