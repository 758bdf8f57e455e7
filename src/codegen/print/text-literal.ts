/**
 * Characters that must be escaped in source: control characters and line ends, lone surrogates (no
 * file can contain them), and invisible format characters, which make source look different from
 * what runs (CVE-2021-42574). Joiners are allowed, because emoji and several scripts need them.
 */
const UNSAFE_CHARACTER = '(?![\\u200c\\u200d])[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]';
const UNSAFE_CHARACTERS = new RegExp(UNSAFE_CHARACTER, 'gu');
const UNSAFE_IN_PATTERN = new RegExp(`\\\\(${UNSAFE_CHARACTER})|\\\\[^]|${UNSAFE_CHARACTER}`, 'gu');

const SHORT_ESCAPES = new Map([
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\t', '\\t'],
  ['\b', '\\b'],
  ['\f', '\\f'],
  ['\v', '\\v'],
]);

/** Escapes UTF-16 code units, which means the same in strings and in patterns with and without the flag `u`. */
const escape = (character: string): string =>
  character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** Returns JSON with escaped unsafe characters; it means the same. */
export const jsonLiteral = (value: unknown): string =>
  JSON.stringify(value).replace(UNSAFE_CHARACTERS, escape);

/** Returns a JavaScript string literal with the quotes that need fewer escapes; it evaluates to `text`. */
export function str(text: string): string {
  const quote = text.split("'").length > text.split('"').length ? '"' : "'";
  const escapedText = text
    .replaceAll('\\', '\\\\')
    .replaceAll(quote, `\\${quote}`)
    .replace(UNSAFE_CHARACTERS, (character) => SHORT_ESCAPES.get(character) ?? escape(character));
  return quote + escapedText + quote;
}

export const numberText = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

/** Returns the source of a regular expression literal for a pattern that compiles with `flags`. */
export function patternSource(pattern: string, flags: string): string {
  const { source } = new RegExp(pattern, flags);
  return source.replace(UNSAFE_IN_PATTERN, (match, escapeSequence: string | undefined) => {
    if (escapeSequence !== undefined) return escape(escapeSequence);
    return match.startsWith('\\') ? match : escape(match);
  });
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

/** Returns the name of a property in a type, quoted if necessary. */
export const memberName = (name: string): string => (IDENTIFIER.test(name) ? name : str(name));

/** Returns the key of a property in an object literal; `__proto__` would set the prototype (ECMA-262, B.3.1). */
export const propertyKey = (name: string): string =>
  name === '__proto__' ? "['__proto__']" : memberName(name);

/** Returns a string literal, or a template literal without substitutions if the text has several lines. */
export const multiline = (text: string): string =>
  text.includes('\n') ? `\`${text.split('\n').map(templateText).join('\n')}\`` : str(text);

/**
 * Returns a text within a template literal. It must be complete up to a substitution or the end,
 * because `$` is special before `{`.
 */
export const templateText = (text: string): string =>
  str(text)
    .slice(1, -1)
    .replace(/\\(.)/gs, (escape, character: string) =>
      /['"]/.test(character) ? character : escape,
    )
    .replace(/`|\$(?=\{)/g, '\\$&');
