import { followReferences, resolvePointer } from '../document/references.js';
import { list, type Obj, obj, ownValue, type Schema, text, withoutMember } from '../model.js';
import { shortText } from '../short-text.js';
import { isAnnotation, withoutAllOf } from './all-of.js';

/** The keywords that a document states beside a reference. */
export function referenceSiblings(statedSchema: Obj, document: Obj): Obj {
  const siblingKeywords = withoutMember(statedSchema, '$ref');
  // OpenAPI 3.0 ignores keywords there, but descriptions are intended nevertheless.
  return /^3\.0\b/.test(String(document.openapi))
    ? withoutMember(siblingKeywords, 'default')
    : siblingKeywords;
}

/** A schema with the description and the default that the document states beside it. */
export function withAnnotations(
  annotations: Obj,
  schema: Schema,
  { loose }: { loose: boolean },
): Schema {
  const description = shortText(text(annotations.description), 200);
  return {
    ...schema,
    ...(description && { description }),
    ...(!loose && annotations.default !== undefined && { default: annotations.default }),
  };
}

export function withoutNull(schema: Schema): boolean {
  const { type } = schema;
  const values: unknown[] = list(schema.enum);
  const choices = values.filter((choice) => choice !== null);
  const hasNull = choices.length > 0 && choices.length < values.length;
  if (hasNull) schema.enum = choices;
  if (Array.isArray(type) && type.includes('null')) {
    const otherTypes = type.filter((typeName) => typeName !== 'null') as unknown[];
    schema.type = otherTypes.length === 1 ? otherTypes[0] : otherTypes;
    return true;
  }
  if (hasNull) return true;
  const key = schema.anyOf === undefined ? 'oneOf' : 'anyOf';
  const branches = list(schema[key]);
  const otherBranches = branches.filter((branch) => !isNull(branch));
  if (otherBranches.length === branches.length || otherBranches.length === 0) return false;
  const { description } = schema;
  if (otherBranches.length > 1) schema[key] = otherBranches;
  else {
    if (key === 'anyOf') delete schema.anyOf;
    else delete schema.oneOf;
    Object.assign(schema, otherBranches[0], description === undefined ? {} : { description });
  }
  return true;
}

const isNull = (schema: unknown) =>
  obj(schema).type === 'null' &&
  Object.keys(obj(schema)).every((key) => key === 'type' || key === 'enum');

/** The schema without null; for a reference, a copy of its target. Undefined if null is not allowed anyway. */
export function nonNullSchema(
  schema: Schema | undefined,
  defs: ReadonlyMap<string, Schema>,
): Schema | undefined {
  if (!schema) return undefined;
  const { $ref } = schema;
  const target = typeof $ref === 'string' ? defs.get($ref.replace('#/$defs/', '')) : undefined;
  const dereferencedSchema = target
    ? { ...structuredClone(target), ...withoutMember(schema, '$ref') }
    : schema;
  return withoutNull(dereferencedSchema) ? dereferencedSchema : undefined;
}

/** Branches that only constrain combinations of properties: `anyOf: [{required: [a]}, {required: [b]}]`. */
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
    const schemaName = ref.split('/').at(-1) ?? ref;
    const values = mapping
      .filter(([, target]) => target === ref || target === schemaName)
      .map(([value]) => value);
    const target = obj(resolvePointer(document, ref));
    const flat = target.allOf === undefined ? target : withoutAllOf(target, document);
    const own = obj(ownValue(obj(obj(flat).properties), property));
    const names = values.length > 0 ? values : [schemaName];
    const hasValue = own.enum !== undefined || own.const !== undefined;
    const ownValues = list(own.enum);
    // A base schema often lists the values of all branches.
    const namedValues = ownValues.filter((value) => names.includes(String(value)));
    const isNarrower = !loose && namedValues.length > 0 && namedValues.length < ownValues.length;
    const required = list(flat?.required);
    if (!flat || (hasValue && !isNarrower && (loose || required.includes(property)))) return branch;
    const choice = isNarrower
      ? { ...own, enum: namedValues }
      : hasValue
        ? own
        : { type: 'string', enum: names };
    return {
      ...flat,
      properties: { ...obj(flat.properties), [property]: choice },
      required: [...new Set([...required, property])],
    };
  });
}

/**
 * References to the schemas that extend a schema with a discriminator by `allOf`, if that does not
 * list them itself.
 */
export function subtypesOf(schema: Obj, document: Obj): string[] {
  const { discriminator, oneOf, anyOf } = schema;
  if (discriminator === undefined || oneOf !== undefined || anyOf !== undefined) return [];
  const schemas = schemasOf(document);
  const parents = new Set<string>();
  const add = (parent: unknown) => {
    for (const [ref, candidate] of schemas) {
      const isSubtype = list(obj(candidate).allOf).some(
        (part) => followReferences(document, part) === parent,
      );
      if (!isSubtype || parents.has(ref)) continue;
      parents.add(ref);
      add(candidate);
    }
  };
  add(schema);
  return [...parents];
}

/** The schemas of a document with their references. */
const schemasOf = (document: Obj): [ref: string, schema: unknown][] => [
  ...withReferences('#/definitions/', document.definitions),
  ...withReferences('#/components/schemas/', obj(document.components).schemas),
];
const withReferences = (start: string, schemas: unknown): [string, unknown][] =>
  Object.entries(obj(schemas)).map(([name, schema]) => [`${start}${name}`, schema]);
const nameOf = (ref: string) => ref.replace(/.*\//, '');

export const subtypesText = (refs: readonly string[]): string =>
  `Properties of the subtypes ${refs.map(nameOf).join(', ')} are left out.`;

/**
 * A schema with a discriminator as a choice of its subtypes and itself, unless the document lists
 * values without it. Undefined if one of them cannot be merged into a single schema.
 */
export function choiceOf(schema: Obj, subtypes: readonly string[], document: Obj): Obj | undefined {
  if (!subtypes.every((ref) => withoutAllOf(obj(resolvePointer(document, ref)), document)))
    return undefined;
  const [ownReference = ''] =
    schemasOf(document).find(([, candidate]) => candidate === schema) ?? [];
  const mappedReferences = Object.values(obj(obj(schema.discriminator).mapping)).map(String);
  const isOne =
    mappedReferences.length === 0 ||
    mappedReferences.some(
      (mappedReference) =>
        mappedReference === ownReference || mappedReference === nameOf(ownReference),
    );
  const refs = subtypes.map(($ref) => ({ $ref }));
  return {
    ...schema,
    properties: undefined,
    required: undefined,
    type: undefined,
    oneOf: isOne ? [...refs, { ...schema }] : refs,
  };
}

export function withoutDuplicates(schemas: Schema[]): Schema[] {
  const seenTexts = new Set<string>();
  return schemas.filter((schema) => {
    const key = JSON.stringify(schema);
    return !seenTexts.has(key) && seenTexts.add(key);
  });
}

export function asNullable(schema: Schema, defs: ReadonlyMap<string, Schema>): Schema {
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
    !branches.some((branch) => allowsNull(obj(branch), defs))
  ) {
    const key = schema.anyOf ? 'anyOf' : 'oneOf';
    schema[key] = [...branches, { type: 'null' }];
  }
  return schema;
}

/** Whether null is valid for a schema, also through references. */
export function allowsNull(schema: Schema, defs: ReadonlyMap<string, Schema>, depth = 0): boolean {
  const { $ref, type, anyOf, oneOf } = schema;
  const values = list(schema.enum);
  if (typeof $ref === 'string')
    return depth < 10 && allowsNull(defs.get($ref.replace('#/$defs/', '')) ?? {}, defs, depth + 1);
  if (values.length > 0 || type !== undefined)
    return (
      (values.length === 0 || values.includes(null)) &&
      (type === undefined || [type].flat().includes('null'))
    );
  return [...list(anyOf), ...list(oneOf)].some((branch) =>
    allowsNull(obj(branch), defs, depth + 1),
  );
}

/** The schema of a response: an object with the properties of all branches, without constraints. */
export function looseSchema(schema: Obj, document: Obj): Obj {
  const parts = [
    schema,
    ...list(schema.allOf).map((branch) => obj(followReferences(document, branch))),
  ];
  return {
    type: 'object',
    properties: Object.assign({}, ...parts.map((part) => obj(part.properties))) as Obj,
  };
}

export const requirementWords = (branches: unknown[]) =>
  branches
    .map((branch) => list(obj(branch).required ?? obj(obj(branch).not).required).join(' and '))
    .filter(Boolean)
    .join(', or ');
