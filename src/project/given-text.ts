import type { Code, Located } from '../model/code.js';

/**
 * A text that a function makes of what it is given, at one call: "delete_book" of `delete_${name}`; undefined where a part
 * of it is not known. `given` is the argument that a value is, if it is one.
 */
export function givenText(
  text: Located,
  given: (value: Located) => Located | undefined,
  code: Code,
): string | undefined {
  const known = code.constant(given(text) ?? text);
  if (known !== undefined) return String(known);
  const { file, value } = code.resolve(text);
  if (value.is !== 'template') return undefined;
  const parts = value.values.map((part) => givenText({ file, value: part }, given, code));
  if (parts.includes(undefined)) return undefined;
  return value.chunks.map((chunk, index) => chunk + (parts[index] ?? '')).join('');
}
