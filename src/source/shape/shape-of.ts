import {
  type JsonSchema,
  type JsonSchemaObject,
  type JsonSchemaType,
  typesOf,
} from '../../model/json-schema.js';
import { generalAssertions, isAssertion, keywordsFor, spokenFor, unspokenIn } from './keywords.js';
import { definitionName } from '../../model/json-schema/pointer.js';
import { objectShape } from './shape-object.js';
import { unionShape } from './shape-union.js';
import type { Place, Scope, Shape, Scalar } from './shape.js';
import { isRecord, omit, pick, isScalar } from '../../model/json-schema/subschemas.js';
import { laxCheckOf } from './valid.js';

/** Finds the shape of one part of a resolved schema. */
export function shapeOf(schema: JsonSchema, scope: Scope, place: Place): Shape {
  if (typeof schema === 'boolean') return { kind: schema ? 'unknown' : 'never', notes: {} };
  if (schema.$ref !== undefined) return referenceShape(schema, scope);
  if ('const' in schema || schema.enum) return choiceShape(schema, scope);
  if ('anyOf' in schema) return unionShape(schema, 'anyOf', scope);
  if ('oneOf' in schema) return unionShape(schema, 'oneOf', scope);
  if (generalAssertions(schema).length > 0) return generalShape(schema, scope);
  const types = typesOf(schema);
  const [type] = types;
  if (type === undefined) return untypedShape(schema, scope);
  return types.length === 1
    ? typedShape(type, schema, scope, place)
    : severalTypes(types, schema, scope);
}

function referenceShape(schema: JsonSchemaObject, scope: Scope): Shape {
  const { $ref, ...notes } = schema;
  const name = definitionName(String($ref));
  if (name === undefined) return scope.raw(schema, 'zod cannot refer to the whole it is part of');
  const others = Object.keys(notes).filter(isAssertion);
  if (others.length > 0) return scope.raw(schema, `zod cannot put "$ref" beside ${quoted(others)}`);
  return { kind: 'reference', name, notes };
}

function generalShape(schema: JsonSchemaObject, scope: Scope): Shape {
  const asserted = Object.keys(schema).filter(isAssertion);
  const allowsNothing =
    schema.not === true || (isRecord(schema.not) && Object.keys(schema.not).length === 0);
  if (allowsNothing && asserted.length === 1)
    return { kind: 'never', notes: omit(schema, ['not']) };
  return scope.raw(schema, noWord(generalAssertions(schema)));
}

function untypedShape(schema: JsonSchemaObject, scope: Scope): Shape {
  const asserted = Object.keys(schema).filter(isAssertion);
  if (asserted.length > 0)
    return scope.raw(schema, `${quoted(asserted)} without "type" suits values of other types, too`);
  return { kind: 'unknown', notes: schema };
}

function severalTypes(
  types: readonly JsonSchemaType[],
  schema: JsonSchemaObject,
  scope: Scope,
): Shape {
  const words = types.flatMap((type) => keywordsFor(type));
  const options = types.map((type) =>
    typedShape(type, { ...pick(schema, keywordsFor(type)), type }, scope, 'inside'),
  );
  const raw = options.find((option) => option.kind === 'raw');
  if (raw) return scope.raw(schema, raw.why);
  if (scope.io === 'input' && isInt64(types, schema)) {
    const stated = omit(schema, ['type', 'format']);
    if (!types.includes('null')) return { kind: 'int64', notes: stated };
    return { kind: 'nullable', inner: { kind: 'int64', notes: {} }, notes: stated };
  }
  const notes = omit(schema, ['type', ...words]);
  const [inner] = options.filter(({ kind }) => kind !== 'null');
  if (inner && options.length === 2 && types.includes('null'))
    return { kind: 'nullable', inner, notes };
  return { kind: 'union', how: 'anyOf', options, notes };
}

/** With a default, a number is enough. */
const isInt64 = (types: readonly JsonSchemaType[], schema: JsonSchemaObject): boolean =>
  schema.format === 'int64' &&
  schema.default === undefined &&
  ['integer', 'string'].every((type) => types.some((one) => one === type)) &&
  types.length === (types.includes('null') ? 3 : 2);

function typedShape(
  type: JsonSchemaType,
  schema: JsonSchemaObject,
  scope: Scope,
  place: Place,
): Shape {
  const unspoken = unspokenIn(type, schema);
  if (unspoken.length > 0) return scope.raw(schema, noWord(unspoken));
  const notes = omit(schema, ['type', ...spokenFor(type)]);
  switch (type) {
    case 'string': {
      const { minLength: min, maxLength: max, pattern } = schema;
      // The empty pattern allows every text, and has no literal.
      if (pattern === '') return { kind: type, min, max, notes: { ...notes, pattern } };
      return { kind: type, min, max, pattern, notes };
    }
    case 'number':
    case 'integer': {
      const { minimum, exclusiveMinimum, maximum, exclusiveMaximum, multipleOf } = schema;
      return {
        kind: type,
        minimum,
        exclusiveMinimum,
        maximum,
        exclusiveMaximum,
        multipleOf,
        notes,
      };
    }
    case 'boolean':
    case 'null':
      return { kind: type, notes };
    case 'array': {
      const { items = true, minItems: min, maxItems: max } = schema;
      return { kind: type, items: scope.shapeOf(items), min, max, notes };
    }
    case 'object':
      return objectShape(schema, notes, scope, place);
  }
}

const quoted = (keywords: readonly string[]) =>
  keywords.map((keyword) => `"${keyword}"`).join(' and ');
const noWord = (keywords: readonly string[]) => `zod has no word for ${quoted(keywords)}`;

/** The shape of a schema with `enum` or `const`. */
function choiceShape(schema: JsonSchemaObject, scope: Scope): Shape {
  const keyword = 'const' in schema ? 'const' : 'enum';
  const all = new Set(keyword === 'const' ? [schema.const] : (schema.enum ?? []));
  const values = [...all].filter(isScalar);
  if (values.length < all.size)
    return scope.raw(schema, `zod cannot compare what "${keyword}" lists`);
  const others = generalAssertions(schema).filter((other) => other !== 'enum' && other !== 'const');
  if (others.length > 0)
    return scope.raw(schema, `zod cannot put "${keyword}" beside "${others.join('", "')}"`);
  if (!values.every(laxCheckOf(schema, scope.definitions)))
    return scope.raw(schema, `not all that "${keyword}" lists is allowed`);

  const notes = omit(schema, [keyword, ...(typeIsImplied(schema, values) ? ['type'] : [])]);
  const texts = values.filter((value) => typeof value === 'string');
  if (texts.length > 0 && values.length === texts.length + 1 && values.includes(null)) {
    return {
      kind: 'nullable',
      inner: { kind: 'choice', values: texts, constant: false, notes: {} },
      notes,
    };
  }
  return { kind: 'choice', values, constant: keyword === 'const', notes };
}

/** The type of the values, all of one type or texts and null, is what zod says by itself. */
function typeIsImplied(schema: JsonSchemaObject, values: readonly Scalar[]): boolean {
  const stated = [...typesOf(schema)].sort();
  const implied = [
    ...new Set(values.map((value) => (value === null ? 'null' : typeof value))),
  ].sort();
  const isSpoken = implied.length === 1 || implied.join() === 'null,string';
  return stated.length === 0 || (isSpoken && stated.join() === implied.join());
}
