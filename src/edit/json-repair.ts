import type { Span } from '../model/facts.js';
import { parsedJson } from '../model/json.js';

/** A text in double quotes, or a comma at the end of a list. */
const TEXT_OR_COMMA = /("(?:[^"\\\r\n]|\\.)*")|,(?=\s*[}\]])/g;

/**
 * JSON from JSON with comments and commas at the end of lists. The comments go into the member "//" of the object, which npm
 * ignores. Undefined where something else is wrong, or where the member is there.
 */
export function jsonWithoutComments(text: string, comments: readonly Span[]): string | undefined {
  const words = comments.map(({ start, end }) =>
    text
      .slice(start, end)
      .replaceAll(/^\/[/*]+|\*\/$/g, '')
      .trim(),
  );
  const lineEnd = text.includes('\r\n') ? '\r\n' : '\n';
  const blank = comments.map(
    ({ start, end }, index) =>
      text.slice(comments[index - 1]?.end ?? 0, start) + ' '.repeat(end - start),
  );
  const plain = [...blank, text.slice(comments.at(-1)?.end ?? 0)]
    .join('')
    .split(/\r?\n/)
    .filter((line) => line === '' || line.trim() !== '')
    .map((line) => line.trimEnd())
    .join(lineEnd)
    .replaceAll(TEXT_OR_COMMA, (_, quoted?: string) => quoted ?? '');
  if (plain.includes('"//"') || !plain.trimStart().startsWith('{')) return undefined;
  const kept = words.length === 0 ? '' : `${lineEnd}  "//": ${JSON.stringify(words.join(' '))},`;
  const mended = plain.replace('{', () => `{${kept}`);
  return isJson(mended) ? mended : undefined;
}

export const isJson = (text: string): boolean => parsedJson(text) !== undefined;
