import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { COMPONENT, SAMPLE } from '../../model/component.js';
import {
  type JsonSchema,
  type JsonSchemaObject,
  type JsonSchemaType,
  typeList,
} from '../../model/json-schema.js';
import { definitionName } from '../../model/json-schema/pointer.js';
import {
  isScalar,
  isSchema,
  namedProperties,
  omit,
  pick,
  subschemas,
} from '../../model/json-schema/subschemas.js';
import { isCheckedPattern } from '../../model/pattern.js';
import { exactIntersection } from './exact-intersection.js';
import {
  generalAssertions,
  isAssertion,
  keywordsFor,
  keywordsInZod,
  keywordsNotInZod,
} from './keywords.js';
import {
  type Fallback,
  innerShapes,
  type Nesting,
  type ObjectShape,
  type PropertyShape,
  type RestShape,
  type Scalar,
  type Shape,
  type ShapeScope,
  type UnionShape,
  usesDefinition,
} from './shape.js';
import { type Check, createLaxCheck, usedDefinitions } from './valid.js';

/** Finds the shape of one part of a resolved schema. */
export function schemaShape(schema: JsonSchema, scope: ShapeScope, place: Nesting): Shape {
  if (typeof schema === 'boolean') return { kind: schema ? 'unknown' : 'never', notes: {} };
  if (isObject(schema[SAMPLE])) return schemaShape(omit(schema, [SAMPLE]), scope, place);
  const { [COMPONENT]: component, ...withoutComponent } = schema;
  if (typeof component === 'string')
    return withComponent(schemaShape(withoutComponent, scope, place), component);
  if (schema.$ref !== undefined) return referenceShape(schema, scope);
  if ('const' in schema || schema.enum) return choiceShape(schema, scope);
  if ('anyOf' in schema) return unionShape(schema, 'anyOf', scope);
  if ('oneOf' in schema) return unionShape(schema, 'oneOf', scope);
  if (generalAssertions(schema).length > 0) return generalShape(schema, scope);
  const types = typeList(schema);
  const [type] = types;
  if (type === undefined) return untypedShape(schema, scope);
  return types.length === 1
    ? typedShape(type, schema, scope, place)
    : severalTypes(types, schema, scope);
}

function withComponent(shape: Shape, component: string): Shape {
  if (shape.kind === 'nullable') return { ...shape, inner: withComponent(shape.inner, component) };
  return shape.kind === 'object' || shape.kind === 'choice' || shape.kind === 'string'
    ? { ...shape, component }
    : shape;
}

function referenceShape(schema: JsonSchemaObject, scope: ShapeScope): Shape {
  const { $ref, ...notes } = schema;
  const name = definitionName(String($ref));
  if (name === undefined) return scope.raw(schema, 'zod cannot refer to the whole it is part of');
  const otherAssertions = Object.keys(notes).filter(isAssertion);
  if (otherAssertions.length > 0)
    return scope.raw(schema, `zod cannot put "$ref" beside ${quoteKeywords(otherAssertions)}`);
  return { kind: 'reference', name, notes };
}

function generalShape(schema: JsonSchemaObject, scope: ShapeScope): Shape {
  const assertions = Object.keys(schema).filter(isAssertion);
  const allowsNothing =
    schema.not === true || (isObject(schema.not) && Object.keys(schema.not).length === 0);
  if (allowsNothing && assertions.length === 1)
    return { kind: 'never', notes: omit(schema, ['not']) };
  return scope.raw(schema, noWord(generalAssertions(schema)));
}

function untypedShape(schema: JsonSchemaObject, scope: ShapeScope): Shape {
  const assertions = Object.keys(schema).filter(isAssertion);
  if (assertions.length > 0)
    return scope.raw(
      schema,
      `${quoteKeywords(assertions)} without "type" suits values of other types, too`,
    );
  return { kind: 'unknown', notes: schema };
}

function severalTypes(
  types: readonly JsonSchemaType[],
  schema: JsonSchemaObject,
  scope: ShapeScope,
): Shape {
  const typeKeywords = types.flatMap((type) => keywordsFor(type));
  const options = types.map((type) =>
    typedShape(type, { ...pick(schema, keywordsFor(type)), type }, scope, 'inside'),
  );
  const rawOption = options.find((option) => option.kind === 'raw');
  if (rawOption) return scope.raw(schema, rawOption.reason);
  if (scope.io === 'input' && isInt64(types, schema)) {
    const bounds = pick(schema, INT64_BOUNDS);
    const notes = omit(schema, ['type', 'format', ...INT64_BOUNDS]);
    if (!types.includes('null')) return { kind: 'int64', ...bounds, notes };
    return { kind: 'nullable', inner: { kind: 'int64', ...bounds, notes: {} }, notes };
  }
  const notes = omit(schema, ['type', ...typeKeywords]);
  const [inner] = options.filter(({ kind }) => kind !== 'null');
  if (inner && options.length === 2 && types.includes('null')) {
    const keptNotes = inner.kind === 'string' ? pick(notes, ['format']) : {};
    const withNotes = { ...inner, notes: { ...inner.notes, ...keptNotes } };
    return { kind: 'nullable', inner: withNotes, notes: omit(notes, Object.keys(keptNotes)) };
  }
  const isNull = ({ kind }: Shape) => kind === 'null';
  if (!options.some(isNull)) return { kind: 'union', keyword: 'anyOf', options, notes };
  const otherOptions = options.filter((option) => !isNull(option));
  const union: Shape = { kind: 'union', keyword: 'anyOf', options: otherOptions, notes: {} };
  return { kind: 'nullable', inner: union, notes };
}

const INT64_BOUNDS = ['minimum', 'exclusiveMinimum', 'maximum', 'exclusiveMaximum'] as const;

/** Returns whether the shape must accept digits; with a default, the shape of a number is sufficient. */
const isInt64 = (types: readonly JsonSchemaType[], schema: JsonSchemaObject): boolean =>
  schema.format === 'int64' &&
  schema.default === undefined &&
  ['integer', 'string'].every((type) => types.some((typeName) => typeName === type)) &&
  types.length === (types.includes('null') ? 3 : 2);

function typedShape(
  type: JsonSchemaType,
  schema: JsonSchemaObject,
  scope: ShapeScope,
  place: Nesting,
): Shape {
  const unsupportedKeywords = keywordsNotInZod(type, schema);
  if (unsupportedKeywords.length > 0) return scope.raw(schema, noWord(unsupportedKeywords));
  const notes = omit(schema, ['type', ...keywordsInZod(type)]);
  switch (type) {
    case 'string': {
      const { minLength: min, maxLength: max, pattern } = schema;
      // The empty pattern allows every text, and has no literal. The API checks other patterns.
      if (pattern === '' || (pattern !== undefined && !isCheckedPattern(pattern)))
        return { kind: type, min, max, notes: { ...notes, pattern } };
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

const quoteKeywords = (keywords: readonly string[]) =>
  keywords.map((keyword) => `"${keyword}"`).join(' and ');
const noWord = (keywords: readonly string[]) => `zod has no word for ${quoteKeywords(keywords)}`;

/** Returns the shape of a schema with `enum` or `const`. */
function choiceShape(schema: JsonSchemaObject, scope: ShapeScope): Shape {
  const keyword = 'const' in schema ? 'const' : 'enum';
  const allValues = new Set(keyword === 'const' ? [schema.const] : (schema.enum ?? []));
  const values = [...allValues].filter(isScalar);
  if (values.length < allValues.size)
    return scope.raw(schema, `zod cannot compare what "${keyword}" lists`);
  const otherAssertions = generalAssertions(schema).filter(
    (otherKeyword) => otherKeyword !== 'enum' && otherKeyword !== 'const',
  );
  if (otherAssertions.length > 0)
    return scope.raw(
      schema,
      `zod cannot put "${keyword}" beside "${otherAssertions.join('", "')}"`,
    );
  if (!values.every(createLaxCheck(schema, scope.definitions)))
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

/** Returns whether zod implies the type of the values: all have one type, or are texts and null. */
function typeIsImplied(schema: JsonSchemaObject, values: readonly Scalar[]): boolean {
  const types = [...typeList(schema)].sort();
  const impliedTypes = [
    ...new Set(values.map((value) => (value === null ? 'null' : typeof value))),
  ].sort();
  const isSpoken = impliedTypes.length === 1 || impliedTypes.join() === 'null,string';
  return types.length === 0 || (isSpoken && types.join() === impliedTypes.join());
}

/** Returns the shape of a schema with type object whose keywords zod supports. */
function objectShape(
  schema: JsonSchemaObject,
  notes: Shape['notes'],
  scope: ShapeScope,
  place: Nesting,
): Shape {
  const allProperties = namedProperties(schema);
  const inheritedProperty = allProperties.find(([name]) => name in {});
  if (inheritedProperty)
    return scope.raw(
      schema,
      `every object has something named "${inheritedProperty[0]}", which zod would take`,
    );

  const rest = restShape(schema, scope, place);
  if (allProperties.length > 0 && typeof rest === 'object' && rest.kind !== 'unknown') {
    return scope.raw(schema, 'zod would hold named properties against "additionalProperties", too');
  }
  const shapes = allProperties.map(([name, property]) =>
    propertyShape(name, property, !(schema.required ?? []).includes(name), scope, place),
  );
  return { kind: 'object', properties: shapes, rest, notes };
}

function restShape(schema: JsonSchemaObject, scope: ShapeScope, place: Nesting): RestShape {
  const { properties = {}, additionalProperties } = schema;
  if (additionalProperties !== undefined) {
    const additionalShape = scope.shapeOf(additionalProperties);
    if (additionalShape.kind === 'never') return scope.io === 'input' ? 'strict' : 'strip';
    return additionalShape.kind === 'unknown' && Object.keys(additionalShape.notes).length === 0
      ? 'loose'
      : additionalShape;
  }
  // Without properties, this is a free-form object; for a tool's arguments, it means no arguments.
  const isFree =
    Object.keys(properties).length === 0 && !(place === 'root' && scope.io === 'input');
  if (isFree) return 'loose';
  return scope.io === 'input' ? 'strict' : 'strip';
}

function propertyShape(
  name: string,
  schema: JsonSchema,
  optional: boolean,
  scope: ShapeScope,
  place: Nesting,
): PropertyShape {
  const isFilled = place === 'root' && optional && scope.filled.includes(name);
  if (isFilled && isObject(schema) && 'default' in schema) {
    const shape = scope.shapeOf(omit(schema, ['default']));
    const fallback = validFallback(
      schema.default,
      shape,
      createLaxCheck(schema, scope.definitions),
    );
    if (fallback) return { name, shape, optional, fallback };
  }
  return { name, shape: scope.shapeOf(schema), optional };
}

/**
 * Returns the default that zod fills in; undefined if the schema or its type would not accept it,
 * so that it is only a note.
 */
function validFallback(value: unknown, shape: Shape, isValid: Check): Fallback | undefined {
  // TypeScript cannot infer a self-referencing type from a call whose default it has to check.
  if (usesDefinition(shape) || !isValid(value)) return undefined;
  const isFlat = isScalar(value) || (Array.isArray(value) && value.every(isScalar));
  return isFlat || suitsType(value, shape) ? { value } : undefined;
}

/** Returns whether a valid value fits the type of the shape as a literal, which must have no undeclared properties. */
function suitsType(value: unknown, shape: Shape): boolean {
  if (isScalar(value)) return true;
  if (shape.kind === 'nullable') return suitsType(value, shape.inner);
  if (shape.kind === 'array') {
    return Array.isArray(value) && value.every((item) => suitsType(item, shape.items));
  }
  if (shape.kind !== 'object') return shape.kind === 'unknown';
  return (
    isObject(value) &&
    Object.entries(value).every(([name, item]) => {
      const property = shape.properties.find((candidate) => candidate.name === name);
      if (property) return suitsType(item, property.shape);
      return typeof shape.rest === 'object' ? suitsType(item, shape.rest) : shape.rest === 'loose';
    })
  );
}

function unionShape(
  schema: JsonSchemaObject,
  unionKeyword: UnionShape['keyword'],
  scope: ShapeScope,
): Shape {
  const alternatives = [schema[unionKeyword]].flat().filter(isSchema);
  const otherAssertions = Object.keys(schema).filter(
    (keyword) => isAssertion(keyword) && keyword !== unionKeyword,
  );
  const isPlain =
    otherAssertions.every((keyword) => keyword === 'type') &&
    alternatives.every((part) => restatesType(part, schema));
  const wholeAlternatives = isPlain
    ? undefined
    : wholeObjects(pick(schema, otherAssertions), alternatives);
  if (!isPlain && !wholeAlternatives)
    return scope.raw(
      schema,
      `zod cannot put "${unionKeyword}" beside "${otherAssertions.join('", "')}"`,
    );
  const parts = wholeAlternatives ?? alternatives;
  const notes = omit(schema, [unionKeyword, ...(wholeAlternatives ? otherAssertions : [])]);
  const shapes = parts.map((part) => scope.shapeOf(part));
  const options = unionKeyword === 'anyOf' ? withOneNull(shapes) : shapes;
  const [inner, ...moreOptions] = options.filter((option) => !isPlainNull(option));
  if (inner && moreOptions.length === 0 && options.length === 2) {
    if (!acceptsNull(inner, unionKeyword)) return { kind: 'nullable', inner, notes };
    if (unionKeyword === 'anyOf') return { ...inner, notes: { ...inner.notes, ...notes } };
  }
  const discriminator = findDiscriminator(options);
  if (discriminator !== undefined)
    return { kind: 'union', keyword: unionKeyword, options, discriminator, notes };
  if (unionKeyword === 'oneOf' && parts.some((part) => hasUncheckedPattern(part, scope)))
    return scope.raw(schema, 'only a pattern that is not checked tells the choices apart');
  if (unionKeyword === 'anyOf' && scope.io === 'output' && losesProperties(options)) {
    return scope.raw(
      schema,
      'zod would take the first object that fits and drop what it does not name',
    );
  }
  if (unionKeyword === 'oneOf' && new Set(options.map(withoutNotes)).size < options.length) {
    return scope.raw(schema, 'only formats tell the choices apart, and zod takes them as notes');
  }
  if (
    unionKeyword === 'oneOf' &&
    scope.io === 'output' &&
    parts.some(isClosed) &&
    losesProperties(options)
  ) {
    return scope.raw(
      schema,
      'only further properties tell the choices apart, and results drop them',
    );
  }
  return { kind: 'union', keyword: unionKeyword, options, notes };
}

/**
 * Returns objects that have what stands beside them in their whole, too; undefined where not each
 * of them is an object of its own.
 */
function wholeObjects(
  siblingKeywords: JsonSchemaObject,
  parts: readonly JsonSchema[],
): readonly JsonSchema[] | undefined {
  const isOpen = (part: JsonSchema) =>
    isObject(part) && isObject(part.properties) && part.additionalProperties !== false;
  if (siblingKeywords.type !== 'object' || !parts.every(isOpen)) return undefined;
  const intersections = parts.map((part) =>
    exactIntersection(siblingKeywords, part as JsonSchemaObject),
  );
  return intersections.every((part) => part !== undefined) ? intersections : undefined;
}

/** Returns the options of which several allow null: without null, and with null as a single option at the end. */
function withOneNull(options: readonly Shape[]): readonly Shape[] {
  if (!options.some(({ kind }) => kind === 'nullable')) return options;
  const nonNullOptions = options.filter((option) => !isPlainNull(option));
  if (nonNullOptions.length < 2) return options;
  const inner = (option: Shape): Shape =>
    option.kind === 'nullable'
      ? { ...option.inner, notes: { ...option.inner.notes, ...option.notes } }
      : option;
  return [...nonNullOptions.map(inner), { kind: 'null', notes: {} }];
}

const hasUncheckedPattern = (part: JsonSchema, { definitions }: ShapeScope): boolean =>
  [part, ...usedDefinitions(part, definitions).values()].some((candidate) =>
    patternsIn(candidate).some((pattern) => !isCheckedPattern(pattern)),
  );

const patternsIn = (part: JsonSchema): readonly string[] =>
  typeof part === 'boolean'
    ? []
    : [
        ...(part.pattern === undefined ? [] : [part.pattern]),
        ...Object.keys(objectOrEmpty(part.patternProperties)),
        ...subschemas(part).flatMap(({ schema }) => patternsIn(schema)),
      ];

const isClosed = (part: JsonSchema) => isObject(part) && part.additionalProperties === false;

/** Returns whether null is valid; `oneOf` rejects a null that both options accept. */
const acceptsNull = (shape: Shape, keyword: UnionShape['keyword']): boolean =>
  keyword === 'oneOf'
    ? jsonTypes(shape).some((type) => type === 'null' || type === 'any')
    : shape.kind === 'nullable';

const isPlainNull = ({ kind, notes }: Shape) => kind === 'null' && Object.keys(notes).length === 0;

function restatesType(part: JsonSchema, schema: JsonSchemaObject): boolean {
  const allowedTypes = typeList(schema);
  if (allowedTypes.length === 0) return true;
  const types = isObject(part) ? typeList(part) : [];
  return types.length > 0 && types.every((type) => allowedTypes.includes(type));
}

/** Returns a required property whose values are texts that differ in each option. */
function findDiscriminator(options: readonly Shape[]): string | undefined {
  const objects = options.filter((option) => option.kind === 'object');
  if (objects.length < options.length || objects.length < 2) return undefined;
  const names = objects[0]?.properties.map(({ name }) => name) ?? [];
  return names.find((name) => {
    const tags = objects.map((object) => discriminatorValues(object, name));
    return (
      tags.every((optionTags) => optionTags.length > 0) &&
      new Set(tags.flat()).size === tags.flat().length
    );
  });
}

function discriminatorValues({ properties }: ObjectShape, name: string): readonly Scalar[] {
  const property = properties.find((candidate) => candidate.name === name);
  if (!property || property.optional || property.shape.kind !== 'choice') return [];
  const { values } = property.shape;
  return values.every((value) => typeof value === 'string') ? values : [];
}

/** Returns whether an option removes properties of a value that a later option would keep. */
const losesProperties = (options: readonly Shape[]): boolean =>
  options.some(
    (option, index) =>
      strips(option) &&
      options.slice(index + 1).some((laterOption) => overlap(option, laterOption)),
  );

/** Returns whether parsing may remove properties. */
const strips = (shape: Shape): boolean =>
  shape.kind === 'reference' ||
  (shape.kind === 'object' && shape.rest === 'strip') ||
  innerShapes(shape).some(strips);

function overlap(left: Shape, right: Shape): boolean {
  const types = jsonTypes(left);
  return jsonTypes(right).some(
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
