import { isObject, type Json } from '../../../model/json.js';

/** Lines of `key: value`, indented by `column`; strings are quoted, so that YAML 1.1 and 1.2 agree. */
export function pairLines(key: string, value: Json, column: string): string[] {
  const head = `${column}${keyText(key)}:`;
  const inner = `${column}  `;
  if (Array.isArray(value) && value.length > 0)
    return [head, ...value.flatMap((item) => itemLines(item, inner))];
  if (isObject(value) && Object.keys(value).length > 0)
    return [head, ...Object.entries(value).flatMap(([name, item]) => pairLines(name, item, inner))];
  return [`${head} ${flowText(value)}`];
}

/** Lines of `- value`. */
export function itemLines(value: Json, column: string): string[] {
  if (!isObject(value) || Object.keys(value).length === 0) return [`${column}- ${flowText(value)}`];
  const inner = `${column}  `;
  const [first = '', ...others] = Object.entries(value).flatMap(([name, item]) =>
    pairLines(name, item, inner),
  );
  return [`${column}- ${first.slice(inner.length)}`, ...others];
}

export function flowText(value: Json): string {
  if (typeof value === 'string') return quoted(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const pairs = Object.entries(value).map(([key, item]) => `${keyText(key)}: ${flowText(item)}`);
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

/** Values of YAML 1.1 where they are not quoted. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

export const keyText = (key: string): string =>
  /^[A-Za-z_][\w-]*$/.test(key) && !RESERVED.test(key) ? key : quoted(key);

const quoted = (text: string): string =>
  JSON.stringify(text).replace(
    /[\u007F-\u009F\u2028\u2029\uFEFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
