import { ApiError } from '../api-error.js';
import type { Scalar } from './encoding.js';

/** How the items of a list are named: `a=1&a=2`, `a[]=1&a[]=2` or `a[0]=1&a[1]=2`. */
export type ListNames = 'repeat' | 'brackets' | 'indices';

const MAX_DEPTH = 32;

/** The values in a value with their names: `address[city]`. Null and undefined are left out. */
export function nestedFields(
  value: unknown,
  lists: ListNames,
  name: string,
  depth = 0,
): [string, Scalar][] {
  if (depth > MAX_DEPTH) throw new ApiError('arguments', 'The arguments are nested too deeply.');
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object') return [[name, value as Scalar]]; // JSON has no other values
  const entries: [string, unknown][] = Array.isArray(value)
    ? value.map((item, index) => [itemName(name, index, lists), item])
    : Object.entries(value).map(([key, item]) => [`${name}[${key}]`, item]);
  return entries.flatMap(([inner, item]) => nestedFields(item, lists, inner, depth + 1));
}

function itemName(name: string, index: number, lists: ListNames): string {
  if (lists === 'repeat') return name;
  return lists === 'brackets' ? `${name}[]` : `${name}[${index}]`;
}
