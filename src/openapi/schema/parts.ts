import { followReferences, resolvePointer } from '../document/references.js';
import { list, type Obj, obj, ownValue, type Schema, text, without } from '../model.js';
import { brief } from '../text.js';
import { isAnnotation, withoutAllOf } from './all-of.js';

/** What a document states beside a reference. */
export function besideReference(given: Obj, document: Obj): Obj {
  const beside = without(given, '$ref');
  // OpenAPI 3.0 ignores keywords there; descriptions are meant all the same.
  return /^3\.0\b/.test(String(document.openapi)) ? without(beside, 'default') : beside;
}

/** A schema with the description and the default that stand beside it in a document. */
export function withAnnotations(from: Obj, schema: Schema, { loose }: { loose: boolean }): Schema {
  const description = brief(text(from.description), 200);
  return {
    ...schema,
    ...(description && { description }),
    ...(!loose && from.default !== undefined && { default: from.default }),
  };
}

export function withoutNull(schema: Schema): boolean {
  const { type } = schema;
  const values: unknown[] = list(schema.enum);
  const choices = values.filter((one) => one !== null);
  const hasNull = choices.length > 0 && choices.length < values.length;
  if (hasNull) schema.enum = choices;
  if (Array.isArray(type) && type.includes('null')) {
    const others = type.filter((one) => one !== 'null') as unknown[];
    schema.type = others.length === 1 ? others[0] : others;
    return true;
  }
  if (hasNull) return true;
  const key = schema.anyOf === undefined ? 'oneOf' : 'anyOf';
  const branches = list(schema[key]);
  const others = branches.filter((one) => !isNull(one));
  if (others.length === branches.length || others.length === 0) return false;
  const { description } = schema;
  if (others.length > 1) schema[key] = others;
  else {
    if (key === 'anyOf') delete schema.anyOf;
    else delete schema.oneOf;
    Object.assign(schema, others[0], description === undefined ? {} : { description });
  }
  return true;
}

const isNull = (schema: unknown) =>
  obj(schema).type === 'null' &&
  Object.keys(obj(schema)).every((key) => key === 'type' || key === 'enum');

/** The schema without null, of a reference a copy of what it refers to; undefined where null is not allowed anyway. */
export function settable(
  schema: Schema | undefined,
  defs: ReadonlyMap<string, Schema>,
): Schema | undefined {
  if (!schema) return undefined;
  const { $ref } = schema;
  const target = typeof $ref === 'string' ? defs.get($ref.replace('#/$defs/', '')) : undefined;
  const resolved = target ? { ...structuredClone(target), ...without(schema, '$ref') } : schema;
  return withoutNull(resolved) ? resolved : undefined;
}

/** `anyOf: [{required: [a]}, {required: [b]}]`: constrains combinations of properties. */
export const isConstraint = (branch: unknown) => {
  const keys = Object.keys(obj(branch)).filter((key) => !isAnnotation(key) && key !== 'type');
  return keys.length > 0 && keys.every((key) => key === 'required' || key === 'not');
};

/**
 * Each branch with the value of its discriminator as the only value of that property, which OpenAPI requires of arguments
 * also where the branch does not, as Pydantic writes it.
 */
export function withDiscriminators(
  schema: Obj,
  branches: unknown[],
  { document, loose }: { document: Obj; loose: boolean },
): unknown[] {
  const { discriminator } = schema;
  const property =
    typeof discriminator === 'string' ? discriminator : text(obj(discriminator).propertyName);
  if (property === undefined) return branches;
  const mapping = Object.entries(obj(obj(discriminator).mapping));
  return branches.map((branch) => {
    const ref = text(obj(branch).$ref);
    if (ref === undefined) return branch;
    const short = ref.split('/').at(-1) ?? ref;
    const values = mapping
      .filter(([, target]) => target === ref || target === short)
      .map(([value]) => value);
    const target = obj(resolvePointer(document, ref));
    const flat = target.allOf === undefined ? target : withoutAllOf(target, document);
    const own = obj(ownValue(obj(obj(flat).properties), property));
    const hasValue = own.enum !== undefined || own.const !== undefined;
    const required = list(flat?.required);
    if (!flat || (hasValue && (loose || required.includes(property)))) return branch;
    const names = values.length > 0 ? values : [short];
    return {
      ...flat,
      properties: {
        ...obj(flat.properties),
        [property]: hasValue ? own : { type: 'string', enum: names },
      },
      required: [...new Set([...required, property])],
    };
  });
}

/** References to the schemas that extend one with a discriminator by `allOf`, where it does not list them itself. */
export function subtypesOf(schema: Obj, document: Obj): string[] {
  const { discriminator, oneOf, anyOf } = schema;
  if (discriminator === undefined || oneOf !== undefined || anyOf !== undefined) return [];
  const schemas = schemasOf(document);
  const parents = new Set<string>();
  const add = (parent: unknown) => {
    for (const [ref, one] of schemas) {
      const extended = list(obj(one).allOf).some(
        (part) => followReferences(document, part) === parent,
      );
      if (!extended || parents.has(ref)) continue;
      parents.add(ref);
      add(one);
    }
  };
  add(schema);
  return [...parents];
}

/** With references to them. */
const schemasOf = (document: Obj): [ref: string, schema: unknown][] => [
  ...prefixed('#/definitions/', document.definitions),
  ...prefixed('#/components/schemas/', obj(document.components).schemas),
];
const prefixed = (start: string, schemas: unknown): [string, unknown][] =>
  Object.entries(obj(schemas)).map(([name, schema]) => [`${start}${name}`, schema]);
const nameOf = (ref: string) => ref.replace(/.*\//, '');

export const subtypesText = (refs: readonly string[]): string =>
  `Properties of the subtypes ${refs.map(nameOf).join(', ')} are left out.`;

/**
 * A schema with a discriminator as a choice of those that extend it, and of itself, unless the document lists the values, and
 * it is not among them. Undefined where one of them is not a whole.
 */
export function choiceOf(schema: Obj, subtypes: readonly string[], document: Obj): Obj | undefined {
  if (!subtypes.every((ref) => withoutAllOf(obj(resolvePointer(document, ref)), document)))
    return undefined;
  const [own = ''] = schemasOf(document).find(([, one]) => one === schema) ?? [];
  const mapped = Object.values(obj(obj(schema.discriminator).mapping)).map(String);
  const isOne = mapped.length === 0 || mapped.some((one) => one === own || one === nameOf(own));
  const refs = subtypes.map(($ref) => ({ $ref }));
  return {
    ...schema,
    properties: undefined,
    required: undefined,
    type: undefined,
    oneOf: isOne ? [...refs, { ...schema }] : refs,
  };
}

export function unique(schemas: Schema[]): Schema[] {
  const seen = new Set<string>();
  return schemas.filter((one) => {
    const key = JSON.stringify(one);
    return !seen.has(key) && seen.add(key);
  });
}

export function nullable(schema: Schema, defs: ReadonlyMap<string, Schema>): Schema {
  const { type, description } = schema;
  if (schema.$ref !== undefined)
    return allowsNull(schema, defs)
      ? schema
      : {
          ...(description !== undefined && { description }),
          anyOf: [{ $ref: schema.$ref }, { type: 'null' }],
        };
  if (type !== undefined && ![type].flat().includes('null'))
    schema.type = [...[type].flat(), 'null'];
  if (Array.isArray(schema.enum) && !schema.enum.includes(null))
    schema.enum = [...(schema.enum as unknown[]), null];
  const branches = list(schema.anyOf ?? schema.oneOf);
  if (
    type === undefined &&
    branches.length > 0 &&
    !branches.some((one) => allowsNull(obj(one), defs))
  ) {
    const key = schema.anyOf ? 'anyOf' : 'oneOf';
    schema[key] = [...branches, { type: 'null' }];
  }
  return schema;
}

/** A branch, also of references, that null fits. */
export function allowsNull(schema: Schema, defs: ReadonlyMap<string, Schema>, above = 0): boolean {
  const { $ref, type, anyOf, oneOf } = schema;
  const values = list(schema.enum);
  if (typeof $ref === 'string')
    return above < 10 && allowsNull(defs.get($ref.replace('#/$defs/', '')) ?? {}, defs, above + 1);
  if (values.length > 0 || type !== undefined)
    return (
      (values.length === 0 || values.includes(null)) &&
      (type === undefined || [type].flat().includes('null'))
    );
  return [...list(anyOf), ...list(oneOf)].some((one) => allowsNull(obj(one), defs, above + 1));
}

/** The schema of a response: an object with the properties of all branches, without constraints. */
export function looseSchema(schema: Obj, document: Obj): Obj {
  const parts = [schema, ...list(schema.allOf).map((one) => obj(followReferences(document, one)))];
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map((one) => obj(one.properties))) as Obj,
  };
}

export const wordsOf = (branches: unknown[]) =>
  branches
    .map((one) => list(obj(one).required ?? obj(obj(one).not).required).join(' and '))
    .filter(Boolean)
    .join(', or ');
