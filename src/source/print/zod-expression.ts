import {
  array,
  call,
  type Code,
  expanded,
  getter,
  jsonCode,
  jsonEntries,
  method,
  object,
  pair,
} from './code.js';
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
export type Helper = 'int64' | 'integer' | 'rawSchema';

/** What printed code refers to. */
export interface Names {
  /** The const of a definition. */
  definition(name: string): string;
  /** Called with each helper that has to be imported. */
  use(helper: Helper): void;
}

/** The zod expression of a shape. */
export const zodCode = (shape: Shape, names: Names): Code =>
  withNotes(bareCode(shape, names), shape.notes);

/** Of the arguments or the result as a whole: one property a line. */
export function rootCode(shape: Shape, names: Names): Code {
  if (shape.kind !== 'object') return zodCode(shape, names);
  return withNotes(objectOf(shape, names, { expanded: true }), shape.notes);
}

/** Of a definition: what refers to definitions is left until all of them are there. */
export function definitionCode(name: string, shape: ObjectShape, names: Names): Code {
  return withNotes(objectOf(shape, names, { expanded: true, late: true }), {
    id: name,
    ...shape.notes,
  });
}

function bareCode(shape: Shape, names: Names): Code {
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
    case 'int64':
      names.use('int64');
      return call('int64', []);
    case 'choice':
      return choiceOf(shape.values, shape.constant);
    case 'array':
      return sized(z('array', zodCode(shape.items, names)), shape);
    case 'object':
      return objectOf(shape, names);
    case 'nullable':
      return method(zodCode(shape.inner, names), 'nullable');
    case 'union':
      return unionOf(shape, names);
    case 'reference':
      return names.definition(shape.name);
    case 'raw':
      return rawOf(shape, names);
  }
}

/** A description alone is told by name; `.meta()` takes everything. */
function withNotes(expr: Code, notes: Notes): Code {
  const keys = Object.keys(notes);
  if (keys.length === 0) return expr;
  if (keys.length === 1 && 'description' in notes)
    return method(expr, 'describe', jsonCode(notes.description));
  return method(expr, 'meta', object(jsonEntries(notes)));
}

/** `z.int()` states the safe integers as bounds, unless there are narrower ones on both sides. */
function integerOf(bounds: Bounds, names: Names): Code {
  if (hasSafeBounds(bounds)) return z('int');
  names.use('integer');
  return call('integer', []);
}

function objectOf(
  shape: ObjectShape,
  names: Names,
  options: { expanded?: boolean; late?: boolean } = {},
): Code {
  const { properties, rest } = shape;
  const entries = properties.map((property) => {
    const value = propertyCode(property, names);
    const isLate = options.late === true && refers(property.shape);
    return isLate ? getter(property.name, value) : pair(property.name, value);
  });
  const fields = options.expanded === true ? expanded(entries) : object(entries);
  if (typeof rest === 'object')
    return method(z('object', fields), 'catchall', zodCode(rest, names));
  return z(rest === 'strip' ? 'object' : `${rest}Object`, fields);
}

function propertyCode({ shape, optional, fallback }: PropertyShape, names: Names): Code {
  if (fallback) {
    const filled = method(bareCode(shape, names), 'default', jsonCode(fallback.value));
    return withNotes(filled, shape.notes);
  }
  if (!optional) return zodCode(shape, names);
  if (shape.kind === 'nullable')
    return withNotes(method(zodCode(shape.inner, names), 'nullish'), shape.notes);
  return withNotes(method(bareCode(shape, names), 'optional'), shape.notes);
}

function unionOf({ how, options, discriminator }: UnionShape, names: Names): Code {
  const items = array(options.map((option) => zodCode(option, names)));
  if (how === 'anyOf') return z('union', items);
  return discriminator === undefined
    ? z('xor', items)
    : z('discriminatedUnion', jsonCode(discriminator), items);
}

function rawOf({ schema, why, type }: Extract<Shape, { kind: 'raw' }>, names: Names): Code {
  names.use('rawSchema');
  const comment = `Raw JSON Schema: ${why}.`;
  const argument = { ...expanded(jsonEntries(schema)), comment };
  return call(['rawSchema<', type, '>'], [argument]);
}
