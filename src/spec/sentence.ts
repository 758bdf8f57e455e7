/** Returns a sentence. @param predicate its end, after `subject` */
export const sentence = (subject: string, predicate: string) =>
  `${subject} ${predicate}${predicate.endsWith('?') ? '' : '.'}`;

/** Returns external text, shortened, in quotes and on one line. */
export function quote(text: string): string {
  return JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
}

/** Returns a list such as `"a", "b" or "c"`. */
export function alternatives(texts: readonly string[]): string {
  const last = texts.at(-1) ?? '';
  return texts.length < 2 ? last : `${texts.slice(0, -1).join(', ')} or ${last}`;
}
