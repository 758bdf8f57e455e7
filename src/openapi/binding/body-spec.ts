import type { BodyBinding, BodyKind, Obj, PartBinding } from '../model.js';

/** The body of a request, as a spec states it. */
export function bodySpecOf({
  as = 'json',
  contentType,
  argument,
  properties = {},
}: BodyBinding): Obj {
  const parts = Object.entries(properties);
  // Only lists inside of objects have such names; Stripe and Rails expect indices.
  const hasDeepObjects = parts.some(([, { style }]) => style === 'deepObject');
  return {
    as,
    ...(contentType !== undefined && { contentType }),
    ...(argument !== undefined && { argument }),
    ...(parts.length > 0 && {
      properties: Object.fromEntries(parts.map(([name, part]) => [name, partOf(part, as)])),
    }),
    ...(as === 'form' && hasDeepObjects && { lists: 'indices' }),
  };
}

function partOf({ argument, file, contentType, style, explode }: PartBinding, as: BodyKind): Obj {
  // OpenAPI 3.1, Encoding Object: styles are for forms.
  const isForm = as === 'form';
  return {
    argument,
    ...(file !== undefined && { file: true, fileName: file }),
    ...(contentType !== undefined && { contentType }),
    ...(isForm && style !== undefined && style !== 'deepObject' && { style }),
    ...(isForm && explode !== undefined && style !== 'deepObject' && { explode }),
  };
}
