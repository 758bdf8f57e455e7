import { num, str } from './text-literal.js';

/** The few kinds of type that schemas are described with. */
export type Type =
  /** A keyword or a literal. */
  | { readonly kind: 'word'; readonly text: string }
  | { readonly kind: 'array'; readonly items: Type }
  | { readonly kind: 'tuple'; readonly items: readonly Type[] }
  /** `Record<string, values>` */
  | { readonly kind: 'record'; readonly values: Type }
  /** `open`: there may be more properties, of any type. At least one member. */
  | { readonly kind: 'object'; readonly members: readonly Member[]; readonly open: boolean }
  | { readonly kind: 'union'; readonly types: readonly Type[] };

export interface Member {
  readonly name: string;
  readonly optional: boolean;
  readonly type: Type;
}

export const word = (text: string): Type => ({ kind: 'word', text });
export const UNKNOWN = word('unknown');
export const NEVER = word('never');
export const recordOf = (values: Type): Type => ({ kind: 'record', values });

/** The literal type of a JSON value; `unknown` for lists and objects. */
export function literalType(value: unknown): Type {
  if (typeof value === 'string') return word(str(value));
  if (typeof value === 'number') return word(num(value));
  return typeof value === 'object' && value !== null ? UNKNOWN : word(String(value));
}

/** A union without members that say nothing more. */
export function union(types: readonly Type[]): Type {
  const flat = types.flatMap((type) => (type.kind === 'union' ? type.types : [type]));
  const unique = [...new Map(flat.map((type) => [JSON.stringify(type), type])).values()];
  const words = unique.map((type) => (type.kind === 'word' ? type.text : ''));
  if (words.includes('unknown')) return UNKNOWN;
  const telling = unique.filter((_, index) => !isCovered(words[index] ?? '', words));
  const [only, ...others] = telling;
  if (only === undefined) return NEVER;
  return others.length === 0 ? only : { kind: 'union', types: telling };
}

/** `never`, and literals beside their type. */
function isCovered(text: string, words: readonly string[]): boolean {
  if (/^['"]/.test(text)) return words.includes('string');
  if (/^-?\d/.test(text)) return words.includes('number');
  if (text === 'true' || text === 'false') return words.includes('boolean');
  return text === 'never';
}
