import { nonBlankText, type RawObject, type Schema, withoutMember } from '../model.js';
import { shortText } from '../short-text.js';

/** Returns the keywords that a document states beside a reference. */
export function referenceSiblings(statedSchema: RawObject, document: RawObject): RawObject {
  const siblingKeywords = withoutMember(statedSchema, '$ref');
  // OpenAPI 3.0 ignores keywords there, but descriptions are intended nevertheless.
  return /^3\.0\b/.test(String(document.openapi))
    ? withoutMember(siblingKeywords, 'default')
    : siblingKeywords;
}

/** Returns a schema with the description and the default that the document states beside it. */
export function withAnnotations(
  annotations: RawObject,
  schema: Schema,
  { io }: { io: 'input' | 'output' },
): Schema {
  const description = shortText(nonBlankText(annotations.description), 200);
  return {
    ...schema,
    ...(description && { description }),
    ...(io === 'input' && annotations.default !== undefined && { default: annotations.default }),
  };
}
