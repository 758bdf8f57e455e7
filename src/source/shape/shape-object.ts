import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import type { Fallback, Place, PropertyShape, Rest, Scope, Shape } from './shape.js';
import { refers } from './shape.js';
import { isRecord, isScalar, namedProperties, omit } from '../../model/json-schema/subschemas.js';
import type { Check } from './valid.js';
import { laxCheckOf } from './valid.js';

/** The shape of a schema of type object that says nothing zod has no words for. */
export function objectShape(
  schema: JsonSchemaObject,
  notes: Shape['notes'],
  scope: Scope,
  place: Place,
): Shape {
  const all = namedProperties(schema);
  const inherited = all.find(([name]) => name in {});
  if (inherited)
    return scope.raw(
      schema,
      `every object has something named "${inherited[0]}", which zod would take`,
    );

  const rest = restOf(schema, scope, place);
  if (all.length > 0 && typeof rest === 'object' && rest.kind !== 'unknown') {
    return scope.raw(schema, 'zod would hold named properties against "additionalProperties", too');
  }
  const shapes = all.map(([name, property]) =>
    propertyShape(name, property, !(schema.required ?? []).includes(name), scope, place),
  );
  return { kind: 'object', properties: shapes, rest, notes };
}

function restOf(schema: JsonSchemaObject, scope: Scope, place: Place): Rest {
  const { properties = {}, additionalProperties } = schema;
  if (additionalProperties !== undefined) {
    const others = scope.shapeOf(additionalProperties);
    if (others.kind === 'never') return scope.io === 'input' ? 'strict' : 'strip';
    return others.kind === 'unknown' && Object.keys(others.notes).length === 0 ? 'loose' : others;
  }
  // Without any property it is a free-form object, but a tool's arguments are just none.
  const isFree =
    Object.keys(properties).length === 0 && !(place === 'root' && scope.io === 'input');
  return isFree ? 'loose' : 'strip';
}

function propertyShape(
  name: string,
  schema: JsonSchema,
  optional: boolean,
  scope: Scope,
  place: Place,
): PropertyShape {
  const isFilled = place === 'root' && scope.filled.includes(name);
  if (isFilled && isRecord(schema) && 'default' in schema) {
    const shape = scope.shapeOf(omit(schema, ['default']));
    const fallback = fallbackOf(schema.default, shape, laxCheckOf(schema, scope.definitions));
    if (fallback) return { name, shape, optional, fallback };
  }
  return { name, shape: scope.shapeOf(schema), optional };
}

/** Undefined where a default is no more than a note, because the schema or its type would not take it. */
function fallbackOf(value: unknown, shape: Shape, isValid: Check): Fallback | undefined {
  // The compiler cannot infer a type that refers to itself from a call that it has to check a default for.
  if (refers(shape) || !isValid(value)) return undefined;
  const isFlat = isScalar(value) || (Array.isArray(value) && value.every(isScalar));
  return isFlat || suitsType(value, shape) ? { value } : undefined;
}

/** A valid value that fits the type of the shape as a literal, where it may hold nothing that is not named. */
function suitsType(value: unknown, shape: Shape): boolean {
  if (isScalar(value)) return true;
  if (shape.kind === 'nullable') return suitsType(value, shape.inner);
  if (shape.kind === 'array') {
    return Array.isArray(value) && value.every((item) => suitsType(item, shape.items));
  }
  if (shape.kind !== 'object') return shape.kind === 'unknown';
  return (
    isRecord(value) &&
    Object.entries(value).every(([name, item]) => {
      const property = shape.properties.find((candidate) => candidate.name === name);
      if (property) return suitsType(item, property.shape);
      return typeof shape.rest === 'object' ? suitsType(item, shape.rest) : shape.rest === 'loose';
    })
  );
}
