import { array, type Code, type List, object } from './code.js';
import { memberName, num, str } from './text-literal.js';

/** A TypeScript type; keywords and literals are strings. */
export type Type = Code;

export interface Member {
  name: string;
  optional: boolean;
  type: Type;
}

export const arrayOf = (items: Type): Type =>
  isUnion(items) ? { ...items, open: '(', close: ')[]' } : [items, '[]'];
/** `<type>` */
export const typeArgument = (type: Type): Code =>
  isUnion(type) ? { ...type, open: '<', close: '>' } : ['<', type, '>'];
export const tupleOf = (items: readonly Type[]): Type => array(items);
export const recordOf = (values: Type): Type => ['Record<string, ', values, '>'];

/** @param open whether there may be more properties, of any type */
export const objectOf = (members: readonly Member[], open: boolean): Type => ({
  ...object([
    ...members.map(({ name, optional, type }) => [memberName(name), optional ? '?: ' : ': ', type]),
    ...(open ? ['[key: string]: unknown'] : []),
  ]),
  separator: ';',
});

/** The literal type of a JSON value; `unknown` for lists and objects. */
export function literalType(value: unknown): Type {
  if (typeof value === 'string') return str(value);
  if (typeof value === 'number') return num(value);
  return typeof value === 'object' && value !== null ? 'unknown' : String(value);
}

/** A union without members that say nothing more. */
export function union(types: readonly Type[]): Type {
  const flat = types.flatMap((type) => (isUnion(type) ? type.items : [type]));
  const unique = [...new Map(flat.map((type) => [JSON.stringify(type), type])).values()];
  if (unique.includes('unknown')) return 'unknown';
  const telling = unique.filter((type) => typeof type !== 'string' || !isCovered(type, unique));
  const [only, ...others] = telling;
  if (only === undefined) return 'never';
  return others.length === 0 ? only : { open: '', items: telling, close: '', separator: ' |' };
}

const isUnion = (type: Type): type is List =>
  typeof type === 'object' && 'separator' in type && type.separator === ' |' && type.open === '';

/** `never`, and literals beside their type. */
function isCovered(text: string, types: readonly Type[]): boolean {
  if (/^['"]/.test(text)) return types.includes('string');
  if (/^-?\d/.test(text)) return types.includes('number');
  if (text === 'true' || text === 'false') return types.includes('boolean');
  return text === 'never';
}
