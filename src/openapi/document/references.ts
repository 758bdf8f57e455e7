import { isObject } from '../../../runtime/src/utils/is-object.js';
import { pointerTarget } from '../../../runtime/src/utils/json-pointer.js';
import { mapValues } from '../../model/json-schema/subschemas.js';
import { nonBlankText, type RawObject } from '../model.js';

const cache = new WeakMap<RawObject, Map<string, unknown>>();

/** Returns the value that a local reference (RFC 6901) points to; undefined if it does not exist. */
export function resolvePointer(document: RawObject, ref: string): unknown {
  let resolvedPointers = cache.get(document);
  if (!resolvedPointers) cache.set(document, (resolvedPointers = new Map<string, unknown>()));
  if (!resolvedPointers.has(ref)) resolvedPointers.set(ref, pointerTarget(document, ref));
  return resolvedPointers.get(ref);
}

/** Returns the target of a chain of references; undefined for a cycle. */
export function followReferences(document: RawObject, value: unknown): unknown {
  const visitedReferences = new Set<string>();
  let current = value;
  while (isObject(current) && typeof current.$ref === 'string') {
    const ref = current.$ref;
    if (visitedReferences.has(ref)) return undefined;
    visitedReferences.add(ref);
    current = resolvePointer(document, ref);
  }
  return current;
}

/** Base URL that makes relative references comparable if the identity of a document is a path. */
const PLACEHOLDER_BASE = 'https://document.invalid/';

/**
 * Returns a document whose references to its own URI are local: `$self` identifies it (OpenAPI 3.2,
 * "Base URI Within Content"). Server URLs do not depend on it ("API URLs").
 */
export function withLocalReferences(document: RawObject): RawObject {
  const selfUri = nonBlankText(document.$self);
  if (selfUri === undefined || !URL.canParse(selfUri, PLACEHOLDER_BASE)) return document;
  const base = new URL(selfUri, PLACEHOLDER_BASE);
  base.hash = '';
  return rewrite(document) as RawObject;

  function rewrite(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(rewrite);
    if (!isObject(value)) return value;
    return mapValues(value, (member, key) =>
      key === '$ref' && typeof member === 'string' ? local(member) : rewrite(member),
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
