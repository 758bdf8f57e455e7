/** The type of a value that may be long. */
export type LongType = 'text' | 'bytes' | 'json' | 'jsonb';

/** Expressions of one dialect for a column. */
export interface LongForms {
  quote: '"' | '`';
  text(column: string): string;
  /** Returns the text as a JSON value. */
  json(text: string, type: LongType): string;
  base64(column: string): string;
}

/**
 * Wraps a statement that reads: at most `max` characters of each long value, because the database
 * shortens values that are too large to be sent.
 * @param columns lists all that it returns, in order
 */
export function withShortValues(
  statement: string,
  columns: readonly { name: string; type: LongType | undefined }[],
  maxCharacters: number,
  { quote, text, json, base64 }: LongForms,
): string {
  const shortForm = (column: string, type: LongType): string => {
    if (type === 'bytes')
      return `case when octet_length(${column}) > ${maxCharacters} then concat('[', octet_length(${column}), ' bytes]') else ${base64(column)} end`;
    const fullText = text(column);
    const shortText = `concat(left(${fullText}, ${maxCharacters}), '… [shortened from ', char_length(${fullText}), ' characters]')`;
    const [shortValue, fullValue] =
      type === 'text' ? [shortText, fullText] : [json(shortText, type), column];
    return `case when char_length(${fullText}) > ${maxCharacters} then ${shortValue} else ${fullValue} end`;
  };
  const items = columns.map(({ name, type }) => {
    const column = `${quote}${name.replaceAll(quote, quote + quote)}${quote}`;
    return type ? `${shortForm(column, type)} as ${column}` : column;
  });
  return `select ${items.join(', ')} from (${statement}\n) as short_`;
}

/** Wraps a statement so that it returns its columns, without rows. */
export const withoutRows = (statement: string): string =>
  `select * from (${statement}\n) as columns_ limit 0`;
