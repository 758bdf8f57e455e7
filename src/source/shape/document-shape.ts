import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import { IDENTIFIERS } from './keywords.js';
import { rawType } from './raw-type.js';
import { resolve } from './references.js';
import { shapeOf } from './shape-of.js';
import type { DocumentShape, Io, ObjectShape, Scope } from './shape.js';
import { refers } from './shape.js';
import { isRecord, omit, subschemas } from '../../model/json-schema/subschemas.js';

/**
 * Decides how a schema is written. It must be free of `schemaProblems`.
 * @param filled properties of the root whose default zod fills in where they are missing
 */
export function documentShape(
  document: JsonSchemaObject,
  io: Io,
  filled: readonly string[] = [],
): DocumentShape {
  const { schema, definitions } = resolve(document);
  // References need the whole document: where a part with one cannot be written, nothing can.
  let wholeIsRaw: string | undefined;
  const scope: Scope = {
    io,
    definitions,
    filled,
    shapeOf: (part) => shapeOf(part, scope, 'inside'),
    raw(part, why) {
      if (hasReference(part)) wholeIsRaw ??= why;
      return { kind: 'raw', schema: part, why, type: rawType(part), notes: {} };
    },
  };
  const root = shapeOf(schema, scope, 'root');
  const shapes = new Map<string, ObjectShape>();
  for (const [name, definition] of definitions) {
    const shape = scope.shapeOf(definition);
    if (shape.kind !== 'object') {
      wholeIsRaw ??= 'zod has no name for what contains itself and is no object';
    } else if (typeof shape.rest === 'object' && refers(shape.rest)) {
      wholeIsRaw ??= 'only named properties of a zod object can contain it';
    } else shapes.set(name, shape);
  }
  if (wholeIsRaw === undefined) return { root, definitions: shapes };
  const whole = omit(document, IDENTIFIERS);
  return {
    root: { kind: 'raw', schema: whole, why: wholeIsRaw, type: rawType(schema), notes: {} },
    definitions: new Map(),
  };
}

const hasReference = (schema: JsonSchema): boolean =>
  isRecord(schema) &&
  ('$ref' in schema || subschemas(schema).some((part) => hasReference(part.schema)));
