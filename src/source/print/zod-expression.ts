import type { Entry, Expr } from './expression.js';
import { jsonExpr, method, objectExpr, word } from './expression.js';
import type {
  Bounds,
  Notes,
  ObjectShape,
  PropertyShape,
  Shape,
  UnionShape,
} from '../shape/shape.js';
import { refers } from '../shape/shape.js';
import { bounded, choiceOf, hasSafeBounds, matching, sized, z } from './zod-scalar.js';

/** Helpers that generated code imports from the runtime. */
export type Helper = 'integer' | 'rawSchema';

/** What printed code refers to. */
export interface Names {
  /** The const of a definition. */
  definition(name: string): string;
  /** Called with each helper that has to be imported. */
  use(helper: Helper): void;
}

/** The zod expression of a shape. */
export const zodExpr = (shape: Shape, names: Names): Expr =>
  withNotes(bareExpr(shape, names), shape.notes);

/** Of the arguments or the result as a whole: one property a line. */
export function rootExpr(shape: Shape, names: Names): Expr {
  if (shape.kind !== 'object') return zodExpr(shape, names);
  return withNotes(objectOf(shape, names, { expanded: true }), shape.notes);
}

/** Of a definition: what refers to definitions is left until all of them are there. */
export function definitionExpr(name: string, shape: ObjectShape, names: Names): Expr {
  return withNotes(objectOf(shape, names, { expanded: true, late: true }), {
    id: name,
    ...shape.notes,
  });
}

function bareExpr(shape: Shape, names: Names): Expr {
  switch (shape.kind) {
    case 'unknown':
    case 'never':
    case 'boolean':
    case 'null':
      return z(shape.kind);
    case 'string':
      return matching(sized(z('string'), shape), shape.pattern);
    case 'number':
      return bounded(z('number'), shape);
    case 'integer':
      return bounded(integerOf(shape, names), shape);
    case 'choice':
      return choiceOf(shape.values, shape.constant);
    case 'array':
      return sized(z('array', zodExpr(shape.items, names)), shape);
    case 'object':
      return objectOf(shape, names);
    case 'nullable':
      return method(zodExpr(shape.inner, names), 'nullable');
    case 'union':
      return unionOf(shape, names);
    case 'reference':
      return word(names.definition(shape.name));
    case 'raw':
      return rawOf(shape, names);
  }
}

/** A description alone is told by name; `.meta()` takes everything. */
function withNotes(expr: Expr, notes: Notes): Expr {
  const keys = Object.keys(notes);
  if (keys.length === 0) return expr;
  if (keys.length === 1 && 'description' in notes)
    return method(expr, 'describe', jsonExpr(notes.description));
  return method(expr, 'meta', objectExpr(notes));
}

/** `z.int()` states the safe integers as bounds, unless there are narrower ones on both sides. */
function integerOf(bounds: Bounds, names: Names): Expr {
  if (hasSafeBounds(bounds)) return z('int');
  names.use('integer');
  return { kind: 'call', name: 'integer', args: [] };
}

function objectOf(
  shape: ObjectShape,
  names: Names,
  options: { expanded?: boolean; late?: boolean } = {},
): Expr {
  const { properties, rest } = shape;
  const entries = properties.map((property): Entry => ({
    key: property.name,
    value: propertyExpr(property, names),
    late: options.late === true && refers(property.shape),
  }));
  const fields: Expr = { kind: 'object', entries, expanded: options.expanded === true };
  if (typeof rest === 'object')
    return method(z('object', fields), 'catchall', zodExpr(rest, names));
  return z(rest === 'strip' ? 'object' : `${rest}Object`, fields);
}

function propertyExpr({ shape, optional, fallback }: PropertyShape, names: Names): Expr {
  if (fallback) {
    const filled = method(bareExpr(shape, names), 'default', jsonExpr(fallback.value));
    return withNotes(filled, shape.notes);
  }
  if (!optional) return zodExpr(shape, names);
  if (shape.kind === 'nullable')
    return withNotes(method(zodExpr(shape.inner, names), 'nullish'), shape.notes);
  return withNotes(method(bareExpr(shape, names), 'optional'), shape.notes);
}

function unionOf({ how, options, discriminator }: UnionShape, names: Names): Expr {
  const items: Expr = { kind: 'array', items: options.map((option) => zodExpr(option, names)) };
  if (how === 'anyOf') return z('union', items);
  return discriminator === undefined
    ? z('xor', items)
    : z('discriminatedUnion', jsonExpr(discriminator), items);
}

function rawOf({ schema, why, type }: Extract<Shape, { kind: 'raw' }>, names: Names): Expr {
  names.use('rawSchema');
  const comment = `Raw JSON Schema: ${why}.`;
  return {
    kind: 'call',
    name: 'rawSchema',
    type,
    args: [objectExpr(schema, { expanded: true, comment })],
  };
}
