import { type JsonSchema, type JsonSchemaObject, typesOf } from '../../model/json-schema.js';
import { isAssertion } from './keywords.js';
import type { ObjectShape, Scalar, Scope, Shape, UnionShape } from './shape.js';
import { innerShapes } from './shape.js';
import { isRecord, isSchema, omit } from '../../model/json-schema/subschemas.js';

/** The shape of a schema with `anyOf` or `oneOf`. */
export function unionShape(schema: JsonSchemaObject, how: UnionShape['how'], scope: Scope): Shape {
  const parts = [schema[how]].flat().filter(isSchema);
  const others = Object.keys(schema).filter((keyword) => isAssertion(keyword) && keyword !== how);
  if (
    others.some((keyword) => keyword !== 'type') ||
    !parts.every((part) => restatesType(part, schema))
  ) {
    return scope.raw(schema, `zod cannot put "${how}" beside "${others.join('", "')}"`);
  }
  const notes = omit(schema, [how]);
  const options = parts.map((part) => scope.shapeOf(part));
  const [inner, ...more] = options.filter((option) => !isPlainNull(option));
  if (inner && more.length === 0 && options.length === 2 && !takesNull(inner, how)) {
    return { kind: 'nullable', inner, notes };
  }
  const discriminator = discriminatorOf(options);
  if (discriminator !== undefined) return { kind: 'union', how, options, discriminator, notes };
  if (how === 'anyOf' && losesProperties(options)) {
    return scope.raw(
      schema,
      'zod would take the first object that fits and drop what it does not name',
    );
  }
  if (how === 'oneOf' && new Set(options.map(withoutNotes)).size < options.length) {
    return scope.raw(schema, 'only formats tell the choices apart, and zod takes them as notes');
  }
  if (
    how === 'oneOf' &&
    scope.io === 'output' &&
    parts.some(isClosed) &&
    losesProperties(options)
  ) {
    return scope.raw(
      schema,
      'only further properties tell the choices apart, and results drop them',
    );
  }
  return { kind: 'union', how, options, notes };
}

const isClosed = (part: JsonSchema) => isRecord(part) && part.additionalProperties === false;

/** `oneOf` refuses a null that both options take. */
const takesNull = (shape: Shape, how: UnionShape['how']): boolean =>
  how === 'oneOf'
    ? jsonTypes(shape).some((type) => type === 'null' || type === 'any')
    : shape.kind === 'nullable';

const isPlainNull = ({ kind, notes }: Shape) => kind === 'null' && Object.keys(notes).length === 0;

function restatesType(part: JsonSchema, schema: JsonSchemaObject): boolean {
  const allowed = typesOf(schema);
  if (allowed.length === 0) return true;
  const stated = isRecord(part) ? typesOf(part) : [];
  return stated.length > 0 && stated.every((type) => allowed.includes(type));
}

/** A required property whose values, all texts, are others in each option. */
function discriminatorOf(options: readonly Shape[]): string | undefined {
  const objects = options.filter((option) => option.kind === 'object');
  if (objects.length < options.length || objects.length < 2) return undefined;
  const names = objects[0]?.properties.map(({ name }) => name) ?? [];
  return names.find((name) => {
    const tags = objects.map((object) => tagsOf(object, name));
    return tags.every((own) => own.length > 0) && new Set(tags.flat()).size === tags.flat().length;
  });
}

function tagsOf({ properties }: ObjectShape, name: string): readonly Scalar[] {
  const property = properties.find((candidate) => candidate.name === name);
  if (!property || property.optional || property.shape.kind !== 'choice') return [];
  const { values } = property.shape;
  return values.every((value) => typeof value === 'string') ? values : [];
}

/** A value may suit an option that strips it and a later one that would not. */
const losesProperties = (options: readonly Shape[]): boolean =>
  options.some(
    (option, index) =>
      strips(option) && options.slice(index + 1).some((later) => overlap(option, later)),
  );

/** Parsing may leave something out. */
const strips = (shape: Shape): boolean =>
  shape.kind === 'reference' ||
  (shape.kind === 'object' && shape.rest === 'strip') ||
  innerShapes(shape).some(strips);

function overlap(one: Shape, other: Shape): boolean {
  const types = jsonTypes(one);
  return jsonTypes(other).some(
    (type) => type === 'any' || types.includes('any') || types.includes(type),
  );
}

function jsonTypes(shape: Shape): readonly string[] {
  if (shape.kind === 'nullable') return [...jsonTypes(shape.inner), 'null'];
  if (shape.kind === 'union') return shape.options.flatMap(jsonTypes);
  if (shape.kind === 'choice') {
    return shape.values.map((value) => (value === null ? 'null' : typeof value));
  }
  if (shape.kind === 'raw' || shape.kind === 'unknown') return ['any'];
  return [JSON_TYPE[shape.kind] ?? shape.kind];
}

const JSON_TYPE: Readonly<Partial<Record<Shape['kind'], string>>> = {
  integer: 'number',
  reference: 'object',
};

const withoutNotes = (shape: Shape): string =>
  JSON.stringify(shape, (key, value: unknown) => (key === 'notes' ? undefined : value));
