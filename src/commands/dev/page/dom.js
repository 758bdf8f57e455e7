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

/** Text, or a value as JSON, with a button that copies it. */
export function code(value) {
  const text = typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  const copy = element(
    'button',
    {
      type: 'button',
      async click() {
        await navigator.clipboard.writeText(text);
        copy.textContent = 'Copied';
        setTimeout(() => (copy.textContent = 'Copy'), 2000);
      },
    },
    'Copy',
  );
  return element('div', { class: 'code' }, copy, element('pre', { tabindex: 0 }, text));
}

/** Follows `$ref` within a schema, and takes the alternative that is not null. */
export function resolved(schema, root, depth = 0) {
  if (typeof schema !== 'object' || schema === null || depth > 20) return {};
  if (schema.$ref) {
    const steps = schema.$ref.replace(/^#\/?/, '').split('/').filter(Boolean);
    const target = steps.reduce((part, key) => part?.[decodeURIComponent(key)], root);
    return {
      ...resolved(target, root, depth + 1),
      ...(schema.description && { description: schema.description }),
    };
  }
  const real = (schema.anyOf ?? schema.oneOf ?? []).filter(({ type }) => type !== 'null');
  if (real.length === 1)
    return {
      ...resolved(real[0], root, depth + 1),
      description: schema.description ?? real[0].description,
    };
  // As a number, the browser would round it.
  if (schema.format === 'int64') return { ...schema, type: 'string' };
  return Array.isArray(schema.type)
    ? { ...schema, type: schema.type.find((type) => type !== 'null') }
    : schema;
}
