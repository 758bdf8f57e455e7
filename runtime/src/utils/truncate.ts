/** At most `limit` characters of a text, not cut within a character. */
export const truncate = (text: string, limit: number): string =>
  text.length <= limit ? text : text.slice(0, limit).replace(/[\uD800-\uDBFF]$/, '');
