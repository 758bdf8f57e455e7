/** An element. Values become text and attributes, never markup: functions are listeners, `undefined` and `false` are left out. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  node.append(...children.flat().filter((child) => child !== undefined && child !== false));
  return node;
}

/** A button that submits nothing, because hosts can forbid forms. */
export const button = (text, click, attributes = {}) =>
  element('button', { type: 'button', click, ...attributes }, text);

/** Follows `$ref` within a schema, and takes the alternative that is not null. */
export function resolved(schema, root = schema, depth = 0) {
  if (typeof schema !== 'object' || schema === null || depth > 20) return {};
  if (typeof schema.$ref === 'string') {
    const steps = schema.$ref.replace(/^#\/?/, '').split('/').filter(Boolean);
    const target = steps.reduce((part, key) => part?.[keyOf(key)], root);
    return {
      ...resolved(target, root, depth + 1),
      ...(schema.description && { description: schema.description }),
    };
  }
  const real = alternativesOf(schema).filter(({ type }) => type !== 'null');
  if (real.length === 1) {
    const only = resolved(real[0], root, depth + 1);
    return { ...only, description: schema.description ?? only.description };
  }
  if (Array.isArray(schema.allOf))
    return mergedOf([schema, ...schema.allOf.map((part) => resolved(part, root, depth + 1))]);
  // As a number, the browser would round it.
  if (schema.format === 'int64') return { ...schema, type: 'string' };
  return Array.isArray(schema.type)
    ? { ...schema, type: schema.type.find((type) => type !== 'null') }
    : schema;
}

const alternativesOf = ({ anyOf, oneOf }) =>
  [anyOf ?? oneOf ?? []].flat().filter((one) => typeof one === 'object' && one !== null);

const mergedOf = (parts) =>
  Object.assign({}, ...parts, {
    properties: Object.assign({}, ...parts.map(({ properties }) => properties)),
    required: parts.flatMap(({ required }) => required ?? []),
  });

/** One step of a JSON Pointer in a URI fragment (RFC 6901 section 6). */
function keyOf(step) {
  try {
    return decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~');
  } catch {
    return step;
  }
}
