import type { ObjectShape, Shape } from './shape.js';
import type { Type } from './type-expression.js';
import { literalType, NEVER, recordOf, union, UNKNOWN, word } from './type-expression.js';

/** The type of the values that zod gives out for a shape. `nameOf`: the type of a definition. */
export function typeOf(shape: Shape, nameOf: (definition: string) => string): Type {
  const inner = (part: Shape) => typeOf(part, nameOf);
  switch (shape.kind) {
    case 'integer':
      return word('number');
    case 'choice':
      return union(shape.values.map(literalType));
    case 'array':
      return { kind: 'array', items: inner(shape.items) };
    case 'object':
      return objectType(shape, inner);
    case 'nullable':
      return union([inner(shape.inner), word('null')]);
    case 'union':
      return union(shape.options.map(inner));
    case 'reference':
      return { kind: 'reference', name: nameOf(shape.name) };
    case 'raw':
      return shape.type;
    case 'string':
    case 'number':
    case 'boolean':
    case 'null':
    case 'unknown':
    case 'never':
      return word(shape.kind);
  }
}

function objectType({ properties, rest }: ObjectShape, inner: (part: Shape) => Type): Type {
  if (properties.length === 0) {
    if (typeof rest === 'object') return recordOf(inner(rest));
    return recordOf(rest === 'loose' ? UNKNOWN : NEVER);
  }
  const members = properties.map(({ name, shape, optional, fallback }) => ({
    name,
    optional: optional && fallback === undefined,
    type: inner(shape),
  }));
  return { kind: 'object', members, open: rest === 'loose' || typeof rest === 'object' };
}
