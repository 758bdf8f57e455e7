/** Characters that change how a terminal or editor shows text; `JSON.stringify` leaves them as they are. */
const INVISIBLE = /[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu;

/** JSON in which every invisible character is escaped: it is shown as it is, and parsed to the same data. */
export const json = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(INVISIBLE, escaped);

/** A document of such JSON. */
export const jsonText = (document: object): string => `${json(document, 2)}\n`;

const escaped = (character: string) =>
  Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
