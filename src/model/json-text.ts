/** Characters that change how terminals and editors display text; `JSON.stringify` does not escape them. */
const INVISIBLE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** Returns JSON in which every invisible character is escaped. It parses to the same data. */
export const escapeJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(INVISIBLE, escapeSequence);

/** Returns an indented JSON document with escaped invisible characters. */
export const jsonText = (document: object): string => `${escapeJson(document, 2)}\n`;

const escapeSequence = (character: string) =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
