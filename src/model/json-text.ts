/** Characters that change how a terminal or editor shows text; `JSON.stringify` leaves them as they are. */
const INVISIBLE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** A JSON document in which every invisible character is escaped: it is shown as it is, and parsed to the same data. */
export const jsonText = (document: object): string =>
  `${JSON.stringify(document, null, 2).replace(INVISIBLE, escaped)}\n`;

const escaped = (character: string) =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
