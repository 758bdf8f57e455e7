import { array, type Code, type CodeList, object } from './code.js';
import { memberName, numberText, str } from './text-literal.js';

/** A TypeScript type; keywords and literals are strings. */
export type TypeCode = Code;

interface TypeMember {
  name: string;
  optional: boolean;
  type: TypeCode;
}

export const arrayTypeCode = (items: TypeCode): TypeCode =>
  isUnion(items) ? { ...items, open: '(', close: ')[]' } : [items, '[]'];
/** Returns type arguments: `<type>`. */
export const typeArgument = (type: TypeCode): Code =>
  isUnion(type) ? { ...type, open: '<', close: '>' } : ['<', type, '>'];
export const tupleTypeCode = (items: readonly TypeCode[]): TypeCode => array(items);
export const recordTypeCode = (values: TypeCode): TypeCode => ['Record<string, ', values, '>'];

/** @param isOpen whether there may be more properties of any type */
export const objectTypeCode = (members: readonly TypeMember[], isOpen: boolean): TypeCode => ({
  ...object([
    ...members.map(({ name, optional, type }) => [memberName(name), optional ? '?: ' : ': ', type]),
    ...(isOpen ? ['[key: string]: unknown'] : []),
  ]),
  separator: ';',
});

/** Returns the literal type of a JSON value; `unknown` for lists and objects. */
export function literalType(value: unknown): TypeCode {
  if (typeof value === 'string') return str(value);
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'object' && value !== null ? 'unknown' : String(value);
}

/** Returns a union without redundant members. */
export function union(types: readonly TypeCode[]): TypeCode {
  const flatTypes = types.flatMap((type) => (isUnion(type) ? type.items : [type]));
  const unique = [...new Map(flatTypes.map((type) => [JSON.stringify(type), type])).values()];
  if (unique.includes('unknown')) return 'unknown';
  const relevantTypes = unique.filter(
    (type) => typeof type !== 'string' || !isCovered(type, unique),
  );
  const [onlyType, ...otherTypes] = relevantTypes;
  if (onlyType === undefined) return 'never';
  return otherTypes.length === 0
    ? onlyType
    : { open: '', items: relevantTypes, close: '', separator: ' |' };
}

const isUnion = (type: TypeCode): type is CodeList =>
  typeof type === 'object' && 'separator' in type && type.separator === ' |' && type.open === '';

/** Returns whether a member is redundant: `never`, or a literal beside its type. */
function isCovered(text: string, types: readonly TypeCode[]): boolean {
  if (/^['"]/.test(text)) return types.includes('string');
  if (/^-?\d/.test(text)) return types.includes('number');
  if (text === 'true' || text === 'false') return types.includes('boolean');
  return text === 'never';
}
