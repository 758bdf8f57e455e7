import * as z from 'zod';
import { fromApi } from '../../runtime/src/call/from-api.js';
import { exactInteger, int64 } from '../../runtime/src/call/integer.js';
import { rawSchema } from '../../runtime/src/call/raw-schema.js';
import type { JsonSchemaObject } from '../model/json-schema.js';
import { formatOf, isExactInteger, isFromApi, notesOf, regularExpression } from './print/zod.js';
import { documentShape } from './shape/document-shape.js';
import type { Bounds, Io, Notes, ObjectShape, PropertyShape, Shape, Size } from './shape/shape.js';

/** The schema that the source of `zodSource` makes. */
export function zodSchema(schema: JsonSchemaObject, io: Io, filled: readonly string[]): z.ZodType {
  const { root, definitions } = documentShape(schema, io, filled);
  const known = new Map<string, z.ZodType>();
  const of = (shape: Shape): z.ZodType => noted(bare(shape), notesOf(shape, io));
  for (const [name, shape] of definitions)
    known.set(name, noted(object(shape), { id: name, ...shape.notes }));
  return of(root);

  function bare(shape: Shape): z.ZodType {
    switch (shape.kind) {
      case 'unknown':
      case 'never':
      case 'boolean':
      case 'null':
        return z[shape.kind]();
      case 'string': {
        const format = formatOf(shape, io);
        if (format !== undefined) return FORMATS[format]();
        const text = sized(z.string(), shape);
        return shape.pattern === undefined ? text : text.regex(regularExpression(shape.pattern));
      }
      case 'number':
        return bounded(z.number(), shape);
      case 'integer':
        return bounded(z.int(), shape);
      case 'int64':
        return int64();
      case 'choice': {
        const { values, constant } = shape;
        const isEnum = !constant && values.every((value) => typeof value === 'string');
        return isEnum ? z.enum(values as [string, ...string[]]) : z.literal([...values]);
      }
      case 'array':
        return sized(z.array(of(shape.items)), shape);
      case 'object':
        return object(shape);
      case 'nullable':
        return of(shape.inner).nullable();
      case 'union': {
        if (isExactInteger(shape, io)) return exactInteger();
        const options = shape.options.map(of) as [z.ZodType, z.ZodType];
        return shape.how === 'anyOf' ? z.union(options) : z.xor(options);
      }
      case 'reference':
        return known.get(shape.name) ?? z.unknown();
      case 'raw':
        return rawSchema(shape.schema);
    }
  }

  function object(shape: ObjectShape): z.ZodType {
    const { properties, rest } = shape;
    if (isFromApi(shape, io))
      return fromApi(
        Object.fromEntries(
          properties.map(({ name, shape: own }) => [
            name,
            own.kind === 'nullable' ? noted(of(own.inner), own.notes) : of(own),
          ]),
        ),
      );
    const members = {};
    for (const each of properties)
      Object.defineProperty(members, each.name, {
        enumerable: true,
        configurable: true,
        get: () => property(each),
      });
    if (typeof rest === 'object') return z.object(members).catchall(of(rest));
    const make = { strip: z.object, strict: z.strictObject, loose: z.looseObject }[rest];
    return make(members);
  }

  function property({ shape, optional, fallback }: PropertyShape): z.ZodType {
    if (fallback) return noted(bare(shape).default(fallback.value), notesOf(shape, io));
    if (!optional) return of(shape);
    return shape.kind === 'nullable'
      ? noted(of(shape.inner).nullish(), shape.notes)
      : noted(bare(shape).optional(), notesOf(shape, io));
  }
}

const FORMATS = {
  date: () => z.iso.date(),
  'date-time': () => z.iso.datetime({ offset: true }),
  uri: () => z.url(),
  uuid: () => z.uuid(),
};

const noted = (schema: z.ZodType, notes: Notes): z.ZodType =>
  Object.keys(notes).length === 0 ? schema : schema.meta(notes);

function sized<Type extends { min(limit: number): Type; max(limit: number): Type }>(
  schema: Type,
  { min, max }: Size,
): Type {
  const atLeast = min === undefined ? schema : schema.min(min);
  return max === undefined ? atLeast : atLeast.max(max);
}

function bounded(schema: z.ZodNumber, bounds: Bounds): z.ZodNumber {
  const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = bounds;
  let limited = schema;
  if (minimum !== undefined) limited = limited.min(minimum);
  if (exclusiveMinimum !== undefined) limited = limited.gt(exclusiveMinimum);
  if (maximum !== undefined) limited = limited.max(maximum);
  if (exclusiveMaximum !== undefined) limited = limited.lt(exclusiveMaximum);
  return multipleOf === undefined ? limited : limited.multipleOf(multipleOf);
}
