import { pathKeys } from '../../../../runtime/src/api/dotted-path.js';
import { isObject } from '../../../../runtime/src/utils/is-object.js';

/** Returns the deep merge of two values; the second one has precedence. */
export function deepMerge(base: unknown, addition: unknown): unknown {
  if (!isObject(base) || !isObject(addition)) return addition;
  const inner = Object.entries(addition).map(([key, value]) => [
    key,
    Object.hasOwn(base, key) ? deepMerge(base[key], value) : value,
  ]);
  return { ...base, ...Object.fromEntries(inner) };
}

/** Returns an object that has a value at a dotted path. */
export const nestValue = (path: string, value: unknown): unknown =>
  pathKeys(path).reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
