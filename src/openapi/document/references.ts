import { isObj, type Obj } from '../model.js';

const cache = new WeakMap<Obj, Map<string, unknown>>();

/** The value that a local reference (RFC 6901) points to; undefined if there is none. */
export function pointed(document: Obj, ref: string): unknown {
  let known = cache.get(document);
  if (!known) cache.set(document, (known = new Map<string, unknown>()));
  if (known.has(ref)) return known.get(ref);
  let value: unknown = ref.startsWith('#') ? document : undefined;
  for (const part of ref.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    const key = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
    const from: unknown = value;
    if (Array.isArray(from)) value = from[Number(key)];
    else value = isObj(from) && Object.hasOwn(from, key) ? from[key] : undefined;
  }
  known.set(ref, value);
  return value;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** Follows a chain of references; undefined for a cycle. */
export function resolved(document: Obj, value: unknown): unknown {
  const seen = new Set<string>();
  let current = value;
  while (isObj(current) && typeof current.$ref === 'string') {
    const ref = current.$ref;
    if (seen.has(ref)) return undefined;
    seen.add(ref);
    current = pointed(document, ref);
  }
  return current;
}
