/**
 * The value of a JSON text. The id of another record would be as bad as an error: an integer that would be rounded stays text.
 * @throws SyntaxError
 */
export function exactJson(json: string): unknown {
  const value: unknown = JSON.parse(json);
  return LONG_INTEGER.test(json) ? JSON.parse(json.replace(STRING_OR_NUMBER, exact)) : value;
}

const exact = (token: string): string =>
  /^-?\d{16,}$/.test(token) && !Number.isSafeInteger(Number(token)) ? `"${token}"` : token;

const LONG_INTEGER = /\d{16}/;
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** As JSON, with the digits of each `bigint`. */
export function jsonOf(value: unknown): string {
  try {
    return JSON.stringify(value);
  } catch {
    return withDigits(value); // A `bigint`, or what it throws for, too.
  }
}

function withDigits(value: unknown): string {
  // Marks digits that become a number again; no text of a caller contains it.
  const mark = crypto.randomUUID();
  const text = JSON.stringify(value, (_key, each: unknown) =>
    typeof each === 'bigint' ? `${mark}${each}` : each,
  );
  return text.replace(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
}
