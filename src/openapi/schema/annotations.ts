import { text, without, type Obj, type Schema } from '../model.js';
import { brief } from '../text.js';

/** What a document states beside a reference. */
export function besideReference(given: Obj, document: Obj): Obj {
  const beside = without(given, '$ref');
  // OpenAPI 3.0 ignores keywords there; descriptions are meant all the same.
  return /^3\.0\b/.test(String(document.openapi)) ? without(beside, 'default') : beside;
}

/** A schema with the description and the default that stand beside it in a document. */
export function withAnnotations(from: Obj, schema: Schema, { loose }: { loose: boolean }): Schema {
  const description = brief(text(from.description), 200);
  return {
    ...schema,
    ...(description && { description }),
    ...(!loose && from.default !== undefined && { default: from.default }),
  };
}
