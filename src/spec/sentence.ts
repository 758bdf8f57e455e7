/** `says` is the end of a sentence that begins with `subject`. */
export const sentence = (subject: string, says: string) =>
  `${subject} ${says}${says.endsWith('?') ? '' : '.'}`;

/** Text from outside, short and on one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

/** `"a", "b" or "c"`. */
export function oneOf(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} or ${last}`;
}
