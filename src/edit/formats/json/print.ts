import { isObject, type Json } from '../../../model/json.js';

/** Widest list that stays on one line. */
const WIDTH = 80;

/** As `JSON.stringify` does, but short lists of scalars stay on one line. */
export function printJson(value: Json, unit: string, indent = ''): string {
  const inner = indent + unit;
  if (Array.isArray(value)) {
    if (isShort(value)) return printInline(value);
    return block(
      '[',
      value.map((item) => printJson(item, unit, inner)),
      ']',
      inner,
      indent,
    );
  }
  if (!isObject(value) || Object.keys(value).length === 0) return printInline(value);
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${printJson(item, unit, inner)}`,
  );
  return block('{', members, '}', inner, indent);
}

const block = (
  open: string,
  items: readonly string[],
  close: string,
  inner: string,
  outer: string,
) => `${open}\n${items.map((item) => inner + item).join(',\n')}\n${outer}${close}`;

const isShort = (list: readonly Json[]): boolean =>
  list.every((item) => typeof item !== 'object') && JSON.stringify(list).length <= WIDTH;

export function printInline(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(printInline).join(', ')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(
    ([key, item]) => `${JSON.stringify(key)}: ${printInline(item)}`,
  );
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
