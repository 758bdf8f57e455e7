/** What a value is that may be long. */
export type LongType = 'text' | 'bytes' | 'json' | 'jsonb';

/** Expressions of one dialect, for the name of a column. */
export interface LongForms {
  quote: '"' | '`';
  text(column: string): string;
  /** JSON that is a text. */
  json(text: string, type: LongType): string;
  base64(column: string): string;
}

/**
 * The rows of a statement that reads, with at most `max` characters of each long value: the database shortens what is too large
 * to be sent.
 * @param columns all that it returns, in order
 */
export function withShortValues(
  statement: string,
  columns: readonly { name: string; type: LongType | undefined }[],
  max: number,
  { quote, text, json, base64 }: LongForms,
): string {
  const short = (column: string, type: LongType): string => {
    if (type === 'bytes')
      return `case when octet_length(${column}) > ${max} then concat('[', octet_length(${column}), ' bytes]') else ${base64(column)} end`;
    const all = text(column);
    const start = `concat(left(${all}, ${max}), '… [shortened from ', char_length(${all}), ' characters]')`;
    const [then, otherwise] = type === 'text' ? [start, all] : [json(start, type), column];
    return `case when char_length(${all}) > ${max} then ${then} else ${otherwise} end`;
  };
  const items = columns.map(({ name, type }) => {
    const column = `${quote}${name.replaceAll(quote, quote + quote)}${quote}`;
    return type ? `${short(column, type)} as ${column}` : column;
  });
  return `select ${items.join(', ')} from (${statement}\n) as short_`;
}

/** The columns of a statement, without its rows. */
export const withoutRows = (statement: string): string =>
  `select * from (${statement}\n) as columns_ limit 0`;
