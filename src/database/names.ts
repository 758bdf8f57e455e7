import { snakeCase } from '../model/names.js';
import type { Dialect } from './model.js';
import { RESERVED } from './reserved.js';

/** A name as a statement contains it: quoted where it has to be. */
export function quoted(name: string, dialect: Dialect): string {
  if (/^[a-z_][a-z0-9_]*$/.test(name) && !RESERVED.has(name)) return name;
  const mark = dialect === 'mysql' ? '`' : '"';
  return mark + name.replaceAll(mark, mark + mark) + mark;
}

/** What a statement cannot contain: control characters, and ":", which begins a parameter. */
export const isUsable = (name: string): boolean => !/[\p{C}\p{Zl}\p{Zp}:\\{}]|^\s*$/u.test(name);

/** Arguments of the tools, which no column can be. */
const TAKEN = ['limit', 'cursor', 'clear', 'principal', 'next_cursor'];

/** Names of arguments, by column: that of the column where it is an identifier. */
export function argumentNames(columns: readonly { name: string }[]): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set(TAKEN);
  for (const { name } of columns) {
    const plain = /^[A-Za-z][A-Za-z0-9_]*$/.test(name) ? name : identifier(name);
    const free = [plain, ...numbered(plain)].find((each) => !taken.has(each.toLowerCase()));
    names.set(name, free ?? plain);
    taken.add((free ?? plain).toLowerCase());
  }
  return names;
}

const identifier = (name: string): string =>
  snakeCase(name.normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(/^(?=\d)/, 'n')
    .slice(0, 60) || 'column';

const numbered = (name: string) => Array.from({ length: 2_000 }, (_, n) => `${name}_${n + 2}`);

/** A name in the names of tools: `sales.Order Lines` → `sales_order_lines`. */
export const toolWords = (name: string): string => identifier(name).replace(/^column$/, 'rows');

/** A comment in the catalogue as one line. */
export function oneLine(text: string | undefined, most = 200): string {
  const plain = (text ?? '').replace(/[\p{C}\s]+/gu, ' ').trim();
  return plain.length <= most
    ? plain
    : `${Array.from(plain)
        .slice(0, most - 1)
        .join('')}…`;
}

export const sentence = (text: string): string => text.replace(/([^.!?…])$/, '$1.');
