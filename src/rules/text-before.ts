/**
 * What a pattern finds directly before a position; undefined for nothing. The pattern is sticky and looks behind, as
 * `/(?<=(,\s*))/y`. A search for `/,\s*$/` would read the text from its start for every finding.
 */
export function textBefore(text: string, position: number, pattern: RegExp): string | undefined {
  pattern.lastIndex = position;
  return pattern.exec(text)?.[1];
}
