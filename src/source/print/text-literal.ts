/**
 * What must not stand raw in source: control characters and line ends, lone surrogates (no file can keep them), and
 * invisible format characters, which let source read otherwise than it runs (CVE-2021-42574). Joiners may: emoji and
 * several scripts need them.
 */
const UNSAFE = '(?![\\u200c\\u200d])[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]';
const EACH_UNSAFE = new RegExp(UNSAFE, 'gu');
const UNSAFE_IN_PATTERN = new RegExp(`\\\\(${UNSAFE})|\\\\[^]|${UNSAFE}`, 'gu');

const SHORT = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\v', '\\v'],
]);

/** By UTF-16 unit: means the same in strings and in patterns with and without the flag `u`. */
const escape = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** JSON whose strings show the characters that must not stand raw; it means the same. */
export const jsonLiteral = (value: unknown): string =>
  JSON.stringify(value).replace(EACH_UNSAFE, escape);

/** A JavaScript string literal in the quotes Prettier would choose; it evaluates to `text`, whatever that holds. */
export function str(text: string): string {
  const quote = text.split("'").length > text.split('"').length ? '"' : "'";
  const escaped = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(EACH_UNSAFE, (character) => SHORT.get(character) ?? escape(character));
  return quote + escaped + quote;
}

/** A number literal in the form Prettier would leave it in. */
export const num = (value: number): string =>
  Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');

/** The source of a regular expression literal for a pattern that compiles with `flags`. */
export function patternSource(pattern: string, flags: string): string {
  const { source } = new RegExp(pattern, flags);
  return source.replace(UNSAFE_IN_PATTERN, (match, escaped: string | undefined) => {
    if (escaped !== undefined) return escape(escaped);
    return match.startsWith('\\') ? match : escape(match);
  });
}

/** Letters and marks of the BMP that are newer than the tables of ECMAScript 5 which Prettier and TypeScript use. */
const NEWER =
  '\\u0560\\u0588\\u05ef\\u07fd\\u0860-\\u089f\\u08b5\\u08be-\\u08d3\\u09fc-\\u09fe\\u0afa-\\u0aff\\u0b55' +
  '\\u0c04\\u0c3c\\u0c5c-\\u0c5d\\u0cdc-\\u0cdd\\u0cf3-\\u0d00\\u0d04\\u0d3b-\\u0d3c\\u0d81\\u0e86\\u0e89' +
  '\\u0e8c\\u0e8e-\\u0e93\\u0e98\\u0ea0\\u0ea8-\\u0ea9\\u0eac\\u0eba\\u0ece\\u170d\\u1715-\\u171f\\u180f' +
  '\\u1878\\u1abf-\\u1aeb\\u1b4c\\u1c89-\\u1cbf\\u1cf2-\\u1cf3\\u1cf7\\u1cfa\\u1df6-\\u1dfa\\u2c2f\\u2c5f' +
  '\\u312e-\\u312f\\u31bb-\\u31bf\\u4db6-\\u4dbf\\u9fd6-\\u9fff\\ua7af\\ua7b8-\\ua7f6\\ua82c' +
  '\\ua8fe-\\ua8ff\\uab66-\\uab69';

/** An identifier of ECMAScript 5: what Prettier takes the quotes from. */
const IDENTIFIER = new RegExp(
  // eslint-disable-next-line no-misleading-character-class -- each mark is meant by itself
  `^(?![^]*[${NEWER}\\u{10000}-\\u{10ffff}])[\\p{L}\\p{Nl}$_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}$_\\u200c\\u200d]*$`,
  'u',
);

/** The name of a property in a type; quoted where it has to be. */
export const memberName = (name: string): string => (IDENTIFIER.test(name) ? name : str(name));

/** The key of a property in an object literal, where `__proto__` would set the prototype (ECMA-262, B.3.1). */
export const propertyKey = (name: string): string =>
  name === '__proto__' ? "['__proto__']" : memberName(name);

/** A string literal, or a template literal where the text has several lines; nothing of it means anything there. */
export const multiline = (text: string): string =>
  text.includes('\n') ? `\`${text.split('\n').map(templateText).join('\n')}\`` : str(text);

/** Inside a template literal: all of the text up to a substitution or the end, because a `$` means something before a `{`. */
export const templateText = (text: string): string =>
  str(text)
    .slice(1, -1)
    .replace(/\\(.)/gs, (escape, character: string) =>
      /['"]/.test(character) ? character : escape,
    )
    .replace(/`|\$(?=\{)/g, '\\$&');
