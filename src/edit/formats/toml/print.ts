import { type Json } from '../../../model/json.js';
import { Refusal } from '../refusal.js';

export const keyText = (key: string): string => (/^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key));

/** `key = value`, with objects as inline tables. */
export const pairText = (key: string, value: Json): string =>
  `${keyText(key)} = ${valueText(value)}`;

export function valueText(value: Json): string {
  if (value === null) throw new Refusal('unsupported', 'TOML has no null.');
  if (typeof value === 'string') return quoted(value);
  if (typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`;
  const pairs = Object.entries(value).map(([key, item]) => pairText(key, item));
  return pairs.length === 0 ? '{}' : `{ ${pairs.join(', ')} }`;
}

const quoted = (text: string): string => JSON.stringify(text).replaceAll('\u007F', '\\u007F');
