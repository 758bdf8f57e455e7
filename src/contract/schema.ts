import { isObject } from '../../runtime/src/utils/is-object.js';
import { commonTypes } from '../model/json-schema/common-types.js';
import { lookUp } from '../model/json-schema/pointer.js';
import { mapSubschemas, omit, ownValue, pick } from '../model/json-schema/subschemas.js';

export type Keywords = Record<string, unknown>;
export type Schema = boolean | Keywords;
type SchemaMembers = Record<string, Schema>;

/** Keywords without effect on validity. A default has an effect for callers, and is compared separately. */
export const ANNOTATIONS: ReadonlySet<string> = new Set(
  '$schema $id $comment $defs definitions title description examples example deprecated readOnly writeOnly x-component x-sample'.split(
    ' ',
  ),
);

/** Returns JSON with sorted keys; lists that are sets are sorted, too. */
export const canonicalJson = (value: unknown): string =>
  value === undefined ? 'undefined' : JSON.stringify(sortValue(value));

const SET_KEYWORDS: ReadonlySet<string> = new Set(['required', 'enum', 'type']);

function sortValue(value: unknown, key = ''): unknown {
  if (Array.isArray(value)) {
    const sortedItems = value.map((item) => sortValue(item));
    const isSet = SET_KEYWORDS.has(key) && value.every((item) => typeof item !== 'object');
    return isSet
      ? sortedItems.toSorted((a, b) => compareTexts(JSON.stringify(a), JSON.stringify(b)))
      : sortedItems;
  }
  if (!isObject(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => compareTexts(a, b));
  return Object.fromEntries(entries.map(([name, member]) => [name, sortValue(member, name)]));
}

const compareTexts = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** Returns the key of a schema without its texts. Members of objects whose names are keywords stay. */
export const meaningKey = (schema: unknown): string =>
  canonicalJson(isObject(schema) ? withoutTexts(schema) : schema);

const withoutTexts = (schema: Schema): Schema =>
  isObject(schema)
    ? mapSubschemas(
        Object.fromEntries(Object.entries(schema).filter(([keyword]) => !ANNOTATIONS.has(keyword))),
        (part) => withoutTexts(part),
      )
    : schema;

/** Returns whether a part depends on the schema that contains it. */
export const refersToRoot = (schema: Schema): boolean =>
  JSON.stringify(schema).includes('"$ref":"#');

/**
 * Returns a schema of an older draft, converted to draft 2020-12: tuples, exclusive bounds,
 * dependencies, references.
 */
export function upgradeSchema(schema: Schema, dialect = ''): Schema {
  if (!isObject(schema)) return schema;
  const draft = typeof schema.$schema === 'string' ? schema.$schema : dialect;
  // Up to draft 7, keywords beside a reference are ignored.
  const replaces = typeof schema.$ref === 'string' && /draft-0[3-7]/.test(draft);
  const base = replaces ? pick(schema, ['$ref', '$defs', 'definitions']) : schema;
  const withMinimum = withExclusiveBound(base, 'minimum', 'exclusiveMinimum');
  const withBounds = withExclusiveBound(withMinimum, 'maximum', 'exclusiveMaximum');
  if (Array.isArray(withBounds.items)) {
    withBounds.prefixItems = withBounds.items;
    withBounds.items = withBounds.additionalItems ?? true;
  }
  delete withBounds.additionalItems;
  if (isObject(withBounds.dependencies)) {
    const dependencyEntries = Object.entries(withBounds.dependencies);
    const lists = dependencyEntries.filter(([, dependency]) => Array.isArray(dependency));
    const schemas = dependencyEntries.filter(([, dependency]) => !Array.isArray(dependency));
    if (lists.length > 0) withBounds.dependentRequired = Object.fromEntries(lists);
    if (schemas.length > 0) withBounds.dependentSchemas = Object.fromEntries(schemas);
    delete withBounds.dependencies;
  }
  // OpenAPI 3.0, and converters to JSON Schema, express null this way.
  if (withBounds.nullable === true && typeof withBounds.type === 'string')
    withBounds.type = [withBounds.type, 'null'];
  if (typeof withBounds.nullable === 'boolean') delete withBounds.nullable;
  if (withBounds.contains !== undefined) withBounds.minContains ??= 1;
  return mapSubschemas(withBounds, (part) => upgradeSchema(part, draft));
}

/** Converts bounds of draft 4, which states in another keyword whether a bound is exclusive. */
function withExclusiveBound(schema: Keywords, bound: string, exclusive: string): Keywords {
  const isExclusive = schema[exclusive];
  if (typeof isExclusive !== 'boolean') return { ...schema };
  const otherKeywords = omit(schema, isExclusive ? [bound, exclusive] : [exclusive]);
  return isExclusive && bound in schema
    ? { ...otherKeywords, [exclusive]: schema[bound] }
    : otherKeywords;
}

/** A reference that leaves the schema, or whose target does not exist. */
export class UnknownReferenceError extends Error {}

/** Returns the target of a reference. @throws UnknownReferenceError */
export function referencedSchema(reference: string, root: Schema): Schema {
  const target = lookUp(root, reference);
  if (target === undefined) throw new UnknownReferenceError(`"$ref" ${reference}`);
  return target;
}

/** Returns a schema whose `$ref` is replaced by its target. @throws UnknownReferenceError */
export function withoutReference(schema: Schema, root: Schema): Schema {
  if (typeof schema === 'boolean' || typeof schema.$ref !== 'string') return schema;
  const { $ref, ...siblings } = schema;
  return comparableIntersection(referencedSchema($ref, root), siblings);
}

/** Returns the schema of members that `properties` does not list. */
export const additionalSchema = (schema: Keywords): Schema =>
  (schema.additionalProperties ?? true) as Schema;

export const propertySchemas = (schema: Keywords): SchemaMembers =>
  (schema.properties ?? {}) as SchemaMembers;

/**
 * Returns the schema of values that both schemas accept, in a form for comparisons. Keywords that
 * cannot be combined become one that matches only an equal one, so the result is not a schema for
 * validators.
 */
export function comparableIntersection(a: Schema, b: Schema): Schema {
  if (a === false || b === false) return false;
  if (a === true || b === true) return a === true ? b : a;
  const combinedSchema: Keywords = { ...a };
  for (const [keyword, value] of Object.entries(b)) {
    const ownValue = combinedSchema[keyword];
    if (ownValue === undefined || canonicalJson(ownValue) === canonicalJson(value))
      combinedSchema[keyword] = value;
    else if (ANNOTATIONS.has(keyword) || keyword === 'default') continue;
    else if (keyword === 'required')
      combinedSchema[keyword] = [...new Set([...(ownValue as string[]), ...(value as string[])])];
    else if (/^(?:min|exclusiveMin)/.test(keyword))
      combinedSchema[keyword] = Math.max(ownValue as number, value as number);
    else if (/^(?:max|exclusiveMax)/.test(keyword))
      combinedSchema[keyword] = Math.min(ownValue as number, value as number);
    else if (keyword === 'type') {
      const types = commonTypes(ownValue, value);
      if (types.length === 0) return false;
      combinedSchema[keyword] = types;
    } else if (keyword === 'enum') {
      const values = new Set((value as unknown[]).map(canonicalJson));
      combinedSchema[keyword] = (ownValue as unknown[]).filter((enumValue) =>
        values.has(canonicalJson(enumValue)),
      );
    } else if (keyword === 'items' || keyword === 'additionalProperties')
      combinedSchema[keyword] = { allOf: [ownValue, value] };
    else if (keyword !== 'properties')
      combinedSchema[`two "${keyword}"`] = canonicalJson([ownValue, value]);
  }
  if (a.properties ?? b.properties) combinedSchema.properties = commonMembers(a, b);
  return combinedSchema;
}

/**
 * Returns the members of both schemas; for a member that only one of them lists, the other one's
 * schema of further members applies.
 */
function commonMembers(a: Keywords, b: Keywords): SchemaMembers {
  const [ownMembers, otherMembers] = [propertySchemas(a), propertySchemas(b)];
  const names = [...new Set([...Object.keys(ownMembers), ...Object.keys(otherMembers)])];
  const member = (members: SchemaMembers, rest: Schema, name: string) =>
    ownValue(members, name) ?? rest;
  const memberEntries = names.map((name): [string, Schema] => {
    const pair = [
      member(ownMembers, additionalSchema(a), name),
      member(otherMembers, additionalSchema(b), name),
    ];
    const [firstSchema = true, secondSchema = true] = pair.filter(
      (candidate) => candidate !== true,
    );
    const isSingleSchema =
      pair.includes(true) || canonicalJson(firstSchema) === canonicalJson(secondSchema);
    return [name, pair.includes(false) ? false : isSingleSchema ? firstSchema : { allOf: pair }];
  });
  return Object.fromEntries(memberEntries);
}

/**
 * Returns whether no value matches two branches: they have different types, different constants, or
 * a member that one requires and another one forbids.
 */
export const areDisjoint = (branches: readonly Schema[]): boolean =>
  branches.every((branch, index) =>
    branches.slice(index + 1).every((laterBranch) => excludes(branch, laterBranch)),
  );

function excludes(firstSchema: Schema, secondSchema: Schema): boolean {
  if (typeof firstSchema === 'boolean' || typeof secondSchema === 'boolean')
    return firstSchema === false || secondSchema === false;
  const [types, otherTypes] = [schemaTypes(firstSchema), schemaTypes(secondSchema)];
  if (types && otherTypes && !types.some((type) => otherTypes.includes(type))) return true;
  if (areApart(constantValues(firstSchema), constantValues(secondSchema))) return true;
  const areObjects = [types, otherTypes].every(
    (allTypes) => allTypes?.length === 1 && allTypes[0] === 'object',
  );
  if (!areObjects) return false;
  const isForbidden = (name: string, schema: Keywords) =>
    additionalSchema(schema) === false &&
    schema.patternProperties === undefined &&
    !Object.hasOwn(propertySchemas(schema), name);
  const [requiredByFirst, neededByOther] = [firstSchema, secondSchema].map(
    (candidate) => (candidate.required ?? []) as string[],
  );
  return (
    (requiredByFirst ?? []).some((name) => isForbidden(name, secondSchema)) ||
    (neededByOther ?? []).some((name) => isForbidden(name, firstSchema)) ||
    (requiredByFirst ?? []).some(
      (name) =>
        neededByOther?.includes(name) &&
        areApart(
          constantValues(propertySchemas(firstSchema)[name]),
          constantValues(propertySchemas(secondSchema)[name]),
        ),
    )
  );
}

function schemaTypes(schema: Keywords): string[] | undefined {
  if ('const' in schema) return [jsonTypeOf(schema.const)];
  if (schema.type === undefined) return undefined;
  return [schema.type as string | string[]]
    .flat()
    .map((type) => (type === 'integer' ? 'number' : type));
}

function constantValues(schema: Schema | undefined): readonly unknown[] | undefined {
  if (!isObject(schema)) return undefined;
  return 'const' in schema ? [schema.const] : (schema.enum as unknown[] | undefined);
}

const areApart = (a: readonly unknown[] | undefined, b: readonly unknown[] | undefined) =>
  a !== undefined &&
  b !== undefined &&
  !a.some((value) => b.some((otherValue) => canonicalJson(otherValue) === canonicalJson(value)));

/** Returns the JSON type of a value. */
export const jsonTypeOf = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value;

/** Returns the default of a member, including one of its reference's target or of a branch. */
export function schemaDefault(schema: Schema | undefined, root: Schema, depth = 0): unknown {
  if (!isObject(schema) || depth > 20) return undefined;
  if ('default' in schema) return schema.default;
  const { $ref, allOf = [], anyOf = [], oneOf = [] } = schema;
  const target =
    typeof $ref === 'string' && $ref.startsWith('#') ? [referencedSchema($ref, root)] : [];
  for (const part of [...target, allOf, anyOf, oneOf].flat()) {
    const value = schemaDefault(part as Schema, root, depth + 1);
    if (value !== undefined) return value;
  }
  return undefined;
}
