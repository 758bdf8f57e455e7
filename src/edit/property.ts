import { indentLines, marginAt, splice } from './lines.js';

/** The place for a property at the end of an object literal, as offsets. */
export interface PropertyPlace {
  /** Offset behind the opening bracket. */
  open: number;
  /** The closing bracket. */
  close: number;
  /** The property that is the last one so far. */
  last?: { start: number; end: number; hasComma: boolean } | undefined;
}

/** Returns the key of a property, quoted if it is not an identifier. */
export const propertyKey = (name: string): string =>
  /^[A-Za-z_$][\w$]*$/.test(name) ? name : `'${name}'`;

/** Returns the characters that indent one level in a text. */
export const indentUnitOf = (text: string): string => (/^[ \t]*\t/m.test(text) ? '\t' : '  ');

/**
 * Returns the module with one more property or element at the end of an object or a list, on a line
 * of its own if the others or the new one are.
 */
export function withProperty(
  text: string,
  { open, close, last }: PropertyPlace,
  property: string,
): string {
  const isOneLine = !text.slice(open, close).includes('\n');
  if (last && isOneLine && !property.includes('\n')) return splice(text, last.end, `, ${property}`);
  const outer = marginAt(text, open - 1);
  const unit = indentUnitOf(text.slice(0, close));
  const inner = last && !isOneLine ? marginAt(text, last.start) : outer + unit;
  const end = text.slice(0, close).trimEnd().length;
  const textBelow =
    splice(text.slice(0, end), end, `\n${indentLines(property, inner, unit)},\n${outer}`) +
    text.slice(close);
  const withComma = !last || last.hasComma ? textBelow : splice(textBelow, last.end, ',');
  // A space follows the bracket.
  return isOneLine && last ? splice(withComma, open, `\n${inner.slice(1)}`) : withComma;
}
