import type { Dialect } from './model.js';
import type { Family } from './types.js';

/** A value of the tests as SQL. */
export function literal(value: unknown, family: Family, dialect: Dialect, type = ''): string {
  if (value === undefined || value === null) return 'null';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (family === 'bytes') {
    const hex = Buffer.from(text).toString('hex');
    return dialect === 'postgres' ? String.raw`'\x${hex}'` : `X'${hex}'`;
  }
  if (typeof value === 'number') return String(value);
  if (typeof value === 'boolean') return String(value);
  if (Array.isArray(value) && family === 'array') {
    const items = value.map((item) => literal(item, 'text', dialect));
    return items.length === 0 ? "'{}'" : `array[${items.join(', ')}]::${type}`;
  }
  const escaped = text.replaceAll("'", "''");
  return `'${dialect === 'mysql' ? escaped.replaceAll('\\', '\\\\') : escaped}'`;
}
