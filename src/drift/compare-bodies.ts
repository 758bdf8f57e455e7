import { isObject } from '../../runtime/src/utils/is-object.js';
import { type JsonSchema, type JsonSchemaObject, typeList } from '../model/json-schema.js';
import { lookUp } from '../model/json-schema/pointer.js';
import { exactDigits } from '../record/exact-numbers.js';
import { REMOVED } from '../record/secret-forms.js';
import { isSecret } from '../record/secret-names.js';

/** Schemas that describe a value; none where the output schema says nothing about it. */
type Schemas = readonly JsonSchemaObject[];

/** All values at one place: those of all items and of all pages. */
interface Values {
  recorded: readonly unknown[];
  current: readonly unknown[];
}

/**
 * Changes between the bodies of recorded and of current responses, as sentences with JSON paths:
 * values of a type that neither the recording nor the output schema has, and members that are gone
 * from every object although the schema requires them. They contain no values.
 */
export function shapeChanges(values: Values, outputSchema: JsonSchema | undefined): string[] {
  const changes = new Set<string>();
  const root = outputSchema ?? true;
  compare(values, schemasOfBody(values.recorded, root), '$');
  return [...changes];

  function compare({ recorded, current }: Values, schemas: Schemas, path: string): void {
    const recordedTypes = typesIn(recorded);
    const accepted = acceptedTypes(schemas);
    if (recordedTypes.size === 0) return; // only null, or a secret that was removed
    for (const type of typesIn(current))
      if (!recordedTypes.has(type) && !accepted.has(type) && !accepted.has('any'))
        changes.add(`${path} is ${type}, was ${[...recordedTypes].join(' or ')}`);
    const [lists, currentLists] = [recorded.filter(isArray), current.filter(isArray)];
    const items = { recorded: lists.flat(), current: currentLists.flat() };
    compare(items, expandSchemas(itemSchemas(schemas), root), `${path}[]`);
    compareMembers(recorded.filter(isObject), current.filter(isObject), schemas, path);
  }

  function compareMembers(
    recorded: readonly Members[],
    current: readonly Members[],
    schemas: Schemas,
    path: string,
  ): void {
    if (current.length === 0) return;
    const names = namesIn(recorded);
    if (isMap([...names, ...namesIn(current)], schemas)) {
      const allValues = (objects: readonly Members[]) => objects.flatMap(Object.values<unknown>);
      const values = { recorded: allValues(recorded), current: allValues(current) };
      compare(values, expandSchemas(schemas.flatMap(valueSchema), root), `${path}.*`);
      return;
    }
    for (const name of names) {
      const place = memberPath(path, name);
      const values = {
        recorded: memberValues(recorded, name),
        current: memberValues(current, name),
      };
      if (values.current.length > 0) compare(values, memberSchemas(schemas, name, root), place);
      else if (schemas.some(({ required = [] }) => required.includes(name)))
        changes.add(`${place} is gone`);
    }
  }
}

type Members = Record<string, unknown>;

const isArray = (value: unknown): value is unknown[] => Array.isArray(value);

const namesIn = (objects: readonly Members[]) => new Set(objects.flatMap(Object.keys));

const memberValues = (objects: readonly Members[], name: string): unknown[] =>
  objects.flatMap((members) => {
    const value = members[name];
    const isRemoved = isSecret(name) && value === 0; // what a removed number becomes
    return Object.hasOwn(members, name) ? [isRemoved ? REMOVED : value] : [];
  });

/** Returns the types of values. Null is no type, and neither is a secret that was removed. */
const typesIn = (values: readonly unknown[]): Set<string> =>
  new Set(
    values.flatMap((value) => {
      if (value === null || value === undefined || value === REMOVED) return [];
      if (exactDigits(value) !== undefined) return 'number';
      return isArray(value) ? 'array' : typeof value;
    }),
  );

/** Returns the types that schemas list; `any` where they exist and list none. */
function acceptedTypes(schemas: Schemas): ReadonlySet<string> {
  const types = schemas.flatMap((schema) => {
    const { enum: values = [], const: constant } = schema;
    return [
      ...typeList(schema).map((type) => (type === 'integer' ? 'number' : type)),
      ...typesIn([...values, constant]),
    ];
  });
  return new Set(types.length > 0 || schemas.length === 0 ? types : ['any']);
}

/** Returns schemas with their alternatives and the targets of their references. */
function expandSchemas(schemas: readonly JsonSchema[], root: JsonSchema): Schemas {
  const expandedSchemas = new Set<JsonSchemaObject>();
  const add = (schema: unknown): void => {
    if (!isObject(schema) || expandedSchemas.has(schema)) return;
    expandedSchemas.add(schema);
    const { anyOf, oneOf, allOf, $ref } = schema;
    for (const part of [anyOf, oneOf, allOf].filter(isArray).flat()) add(part);
    add(lookUp(root, $ref));
  };
  schemas.forEach(add);
  return [...expandedSchemas];
}

const memberSchemas = (schemas: Schemas, name: string, root: JsonSchema): Schemas => {
  const declared = schemas.flatMap(({ properties = {} }) =>
    Object.hasOwn(properties, name) ? [properties[name] ?? true] : [],
  );
  return expandSchemas(declared.length > 0 ? declared : schemas.flatMap(valueSchema), root);
};

const itemSchemas = (schemas: Schemas): JsonSchema[] =>
  schemas.flatMap(({ items }) => (items === undefined ? [] : [items]));

/** Returns the schema of the members that have no name in the schema; none if it accepts anything. */
const valueSchema = ({ additionalProperties: schema }: JsonSchemaObject): JsonSchema[] =>
  isObject(schema) && Object.keys(schema).length > 0 ? [schema] : [];

/** A key that is the id of what it contains: a number, a UUID, a date, an address. */
const ID = /\d|@|REMOVED/;

/** Returns whether the keys of an object are data, so that it has one kind of value, whatever its keys. */
function isMap(names: readonly string[], schemas: Schemas): boolean {
  const isDeclared = schemas.some(({ properties = {} }) => Object.keys(properties).length > 0);
  if (isDeclared) return false;
  if (schemas.some((schema) => valueSchema(schema).length > 0)) return true;
  return names.length > 0 && names.every((name) => ID.test(name));
}

/**
 * Returns the schemas of a body. Tools return it, or what it contains: the schema of the only list
 * of the result describes the only list of the body, whatever their names are.
 */
function schemasOfBody(bodies: readonly unknown[], root: JsonSchema): Schemas {
  const schemas = expandSchemas([root], root);
  const properties = schemas.flatMap(({ properties = {} }) => Object.entries(properties));
  if (bodies.some(isArray)) {
    const isList = (schema: JsonSchema) =>
      acceptedTypes(expandSchemas([schema], root)).has('array');
    const [list, another] = properties.filter(([, schema]) => isList(schema));
    return list && !another ? expandSchemas([list[1]], root) : [];
  }
  const objects = bodies.filter(isObject);
  const names = [...namesIn(objects)];
  if (properties.some(([name]) => names.includes(name))) return schemas;
  const holders = (holds: (value: unknown) => boolean) =>
    names.filter((name) => memberValues(objects, name).some(holds));
  const lists = holders(isArray);
  const [holder, another] = lists.length > 0 ? lists : holders(isObject);
  if (holder === undefined || another !== undefined) return schemas;
  const inner = schemasOfBody(memberValues(objects, holder), root);
  return [{ type: 'object', properties: { [holder]: { anyOf: [...inner] } } }];
}

const IDENTIFIER = /^[A-Za-z_$][\w$]*$/;

const memberPath = (path: string, name: string): string =>
  IDENTIFIER.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;

/**
 * Returns the mismatches of a result that its output schema refuses, as sentences with JSON paths and
 * without values. Keys of maps are `*`.
 * @param problem as zod states it: `items.0.state: Invalid option: …; total: …`
 */
export function bodyMismatches(problem: string, outputSchema: JsonSchema | undefined): string[] {
  const root = outputSchema ?? true;
  const sentences = problem.split('; ').flatMap((text) => {
    const [, keys, message = text] = /^([^:\s]+): (.*)$/s.exec(text) ?? [];
    if (keys === undefined && !ZOD_MESSAGE.test(text)) return []; // a part of a message
    const path = `result ${resultPath(keys?.split('.') ?? [], root)}`;
    const [, expected, actual] =
      /^Invalid input: expected (\w+), received (\w+)/.exec(message) ?? [];
    if (actual === 'undefined') return `${path} is gone`;
    if (expected !== undefined) return `${path} is ${actual}, must be ${expected}`;
    return message.startsWith('Invalid option')
      ? `${path} is none of the values of the schema`
      : `${path} is refused`;
  });
  return [...new Set(sentences)];
}

const ZOD_MESSAGE = /^(?:Invalid|Too|Unrecognized)\b/;

function resultPath(keys: readonly string[], root: JsonSchema): string {
  let schemas = expandSchemas([root], root);
  let path = '$';
  for (const key of keys) {
    const items = itemSchemas(schemas);
    const isIndex = /^\d+$/.test(key) && items.length > 0;
    const isDeclared = schemas.some(({ properties = {} }) => Object.hasOwn(properties, key));
    schemas = isIndex ? expandSchemas(items, root) : memberSchemas(schemas, key, root);
    path = isIndex ? `${path}[]` : isDeclared ? memberPath(path, key) : `${path}.*`;
  }
  return path;
}
