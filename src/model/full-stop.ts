/**
 * A description as a sentence: with a full stop behind a letter, a digit, a closing bracket or a quotation mark. Scripts that
 * end their sentences otherwise stay as they are.
 */
export const withFullStop = (text: string): string => text.replace(UNENDED, '$&.');

const UNENDED = /[\p{sc=Latin}\p{sc=Greek}\p{sc=Cyrillic}\d)\]}"'`]$/u;
