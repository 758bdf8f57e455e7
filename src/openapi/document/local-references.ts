import { mapValues } from '../../model/json-schema/subschemas.js';
import { isObj, text, type Obj } from '../model.js';

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
