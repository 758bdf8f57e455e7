import { mapValues } from '../../model/json-schema/subschemas.js';
import { isObj, type Obj, text } from '../model.js';

const cache = new WeakMap<Obj, Map<string, unknown>>();

/** The value that a local reference (RFC 6901) points to; undefined if there is none. */
export function resolvePointer(document: Obj, ref: string): unknown {
  let resolved = cache.get(document);
  if (!resolved) cache.set(document, (resolved = new Map<string, unknown>()));
  if (resolved.has(ref)) return resolved.get(ref);
  let value: unknown = ref.startsWith('#') ? document : undefined;
  for (const part of ref.replace(/^#\/?/, '').split('/').filter(Boolean)) {
    const key = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
    const from: unknown = value;
    if (Array.isArray(from)) value = from[Number(key)];
    else value = isObj(from) && Object.hasOwn(from, key) ? from[key] : undefined;
  }
  resolved.set(ref, value);
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
export function followReferences(document: Obj, value: unknown): unknown {
  const seen = new Set<string>();
  let current = value;
  while (isObj(current) && typeof current.$ref === 'string') {
    const ref = current.$ref;
    if (seen.has(ref)) return undefined;
    seen.add(ref);
    current = resolvePointer(document, ref);
  }
  return current;
}

/** Makes relative references comparable where the identity of a document is a path. */
const ANYWHERE = 'https://document.invalid/';

/**
 * A document whose references to its own URI are local: `$self` identifies it (OpenAPI 3.2, "Base URI Within Content").
 * URLs of servers do not depend on it ("API URLs").
 */
export function withLocalReferences(document: Obj): Obj {
  const self = text(document.$self);
  if (self === undefined || !URL.canParse(self, ANYWHERE)) return document;
  const base = new URL(self, ANYWHERE);
  base.hash = '';
  return rewrite(document) as Obj;

  function rewrite(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(rewrite);
    if (!isObj(value)) return value;
    return mapValues(value, (below, key) =>
      key === '$ref' && typeof below === 'string' ? local(below) : rewrite(below),
    );
  }

  function local(reference: string): string {
    if (reference.startsWith('#') || !URL.canParse(reference, base.href)) return reference;
    const target = new URL(reference, base);
    const { hash } = target;
    target.hash = '';
    return target.href === base.href ? hash || '#' : reference;
  }
}
