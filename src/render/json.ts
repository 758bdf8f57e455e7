import { jsonLiteral } from '../source/print/text-literal.js';

/** JSON as Prettier lays it out: objects expanded, lists of plain values on one line where they fit. */
export function json(value: unknown): string {
  return `${print(value, '', 0)}\n`;
}

const WIDTH = 100;

/** @param before columns taken on the first line @param margin indentation of the lines that follow */
function print(value: unknown, margin: string, before: number): string {
  const inner = `${margin}  `;
  if (Array.isArray(value)) {
    const flat = `[${value.map((item) => jsonLiteral(item)).join(', ')}]`;
    const plain = value.every((item) => typeof item !== 'object' || item === null);
    if (plain && before + flat.length < WIDTH) return flat;
    return block(
      '[',
      value.map((item) => print(item, inner, inner.length)),
      ']',
      margin,
    );
  }
  if (typeof value !== 'object' || value === null) return jsonLiteral(value);
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .map(([key, member]) => {
      const name = `${jsonLiteral(key)}: `;
      return name + print(member, inner, inner.length + name.length);
    });
  return members.length === 0 ? '{}' : block('{', members, '}', margin);
}

const block = (open: string, items: string[], close: string, margin: string) =>
  `${open}\n${items.map((item) => `${margin}  ${item}`).join(',\n')}\n${margin}${close}`;
