import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { followReferences, resolvePointer } from '../document/references.js';
import {
  filledText,
  listOrEmpty,
  ownValue,
  type RawObject,
  type Schema,
  withoutMember,
} from '../model.js';
import { shortText } from '../short-text.js';
import { isAnnotation, withoutAllOf } from './all-of.js';

/** The keywords that a document states beside a reference. */
export function referenceSiblings(statedSchema: RawObject, document: RawObject): RawObject {
  const siblingKeywords = withoutMember(statedSchema, '$ref');
  // OpenAPI 3.0 ignores keywords there, but descriptions are intended nevertheless.
  return /^3\.0\b/.test(String(document.openapi))
    ? withoutMember(siblingKeywords, 'default')
    : siblingKeywords;
}

/** A schema with the description and the default that the document states beside it. */
export function withAnnotations(
  annotations: RawObject,
  schema: Schema,
  { loose }: { loose: boolean },
): Schema {
  const description = shortText(filledText(annotations.description), 200);
  return {
    ...schema,
    ...(description && { description }),
    ...(!loose && annotations.default !== undefined && { default: annotations.default }),
  };
}

export function withoutNull(schema: Schema): boolean {
  const { type } = schema;
  const values: unknown[] = listOrEmpty(schema.enum);
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
  const branches = listOrEmpty(schema[key]);
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
  objectOrEmpty(schema).type === 'null' &&
  Object.keys(objectOrEmpty(schema)).every((key) => key === 'type' || key === 'enum');

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
  const keys = Object.keys(objectOrEmpty(branch)).filter(
    (key) => !isAnnotation(key) && key !== 'type',
  );
  return keys.length > 0 && keys.every((key) => key === 'required' || key === 'not');
};

/**
 * Each branch with the value of its discriminator as the only value of that property, which OpenAPI requires of arguments
 * also where the branch does not, as Pydantic writes it.
 */
export function withDiscriminators(
  schema: RawObject,
  branches: unknown[],
  { document, loose }: { document: RawObject; loose: boolean },
): unknown[] {
  const { discriminator } = schema;
  const property =
    typeof discriminator === 'string'
      ? discriminator
      : filledText(objectOrEmpty(discriminator).propertyName);
  if (property === undefined) return branches;
  const mapping = Object.entries(objectOrEmpty(objectOrEmpty(discriminator).mapping));
  return branches.map((branch) => {
    const ref = filledText(objectOrEmpty(branch).$ref);
    if (ref === undefined) return branch;
    const schemaName = ref.split('/').at(-1) ?? ref;
    const values = mapping
      .filter(([, target]) => target === ref || target === schemaName)
      .map(([value]) => value);
    const target = objectOrEmpty(resolvePointer(document, ref));
    const flat = target.allOf === undefined ? target : withoutAllOf(target, document);
    const ownSchema = objectOrEmpty(
      ownValue(objectOrEmpty(objectOrEmpty(flat).properties), property),
    );
    const names = values.length > 0 ? values : [schemaName];
    const hasValue = ownSchema.enum !== undefined || ownSchema.const !== undefined;
    const ownValues = listOrEmpty(ownSchema.enum);
    // A base schema often lists the values of all branches.
    const namedValues = ownValues.filter((value) => names.includes(String(value)));
    const isNarrower = !loose && namedValues.length > 0 && namedValues.length < ownValues.length;
    const required = listOrEmpty(flat?.required);
    if (!flat || (hasValue && !isNarrower && (loose || required.includes(property)))) return branch;
    const choice = isNarrower
      ? { ...ownSchema, enum: namedValues }
      : hasValue
        ? ownSchema
        : { type: 'string', enum: names };
    return {
      ...flat,
      properties: { ...objectOrEmpty(flat.properties), [property]: choice },
      required: [...new Set([...required, property])],
    };
  });
}

/**
 * References to the schemas that extend a schema with a discriminator by `allOf`, if that does not
 * list them itself.
 */
export function subtypesOf(schema: RawObject, document: RawObject): string[] {
  const { discriminator, oneOf, anyOf } = schema;
  if (discriminator === undefined || oneOf !== undefined || anyOf !== undefined) return [];
  const schemas = schemasOf(document);
  const parents = new Set<string>();
  const add = (parent: unknown) => {
    for (const [ref, candidate] of schemas) {
      const isSubtype = listOrEmpty(objectOrEmpty(candidate).allOf).some(
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
const schemasOf = (document: RawObject): [ref: string, schema: unknown][] => [
  ...withReferences('#/definitions/', document.definitions),
  ...withReferences('#/components/schemas/', objectOrEmpty(document.components).schemas),
];
const withReferences = (start: string, schemas: unknown): [string, unknown][] =>
  Object.entries(objectOrEmpty(schemas)).map(([name, schema]) => [`${start}${name}`, schema]);
const nameOf = (ref: string) => ref.replace(/.*\//, '');

export const subtypesText = (refs: readonly string[]): string =>
  `Properties of the subtypes ${refs.map(nameOf).join(', ')} are left out.`;

/**
 * A schema with a discriminator as a choice of its subtypes and itself, unless the document lists
 * values without it. Undefined if one of them cannot be merged into a single schema.
 */
export function choiceOf(
  schema: RawObject,
  subtypes: readonly string[],
  document: RawObject,
): RawObject | undefined {
  if (
    !subtypes.every((ref) => withoutAllOf(objectOrEmpty(resolvePointer(document, ref)), document))
  )
    return undefined;
  const [ownReference = ''] =
    schemasOf(document).find(([, candidate]) => candidate === schema) ?? [];
  const mappedReferences = Object.values(
    objectOrEmpty(objectOrEmpty(schema.discriminator).mapping),
  ).map(String);
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
  const branches = listOrEmpty(schema.anyOf ?? schema.oneOf);
  if (
    type === undefined &&
    branches.length > 0 &&
    !branches.some((branch) => allowsNull(objectOrEmpty(branch), defs))
  ) {
    const key = schema.anyOf ? 'anyOf' : 'oneOf';
    schema[key] = [...branches, { type: 'null' }];
  }
  return schema;
}

/** Whether null is valid for a schema, also through references. */
export function allowsNull(schema: Schema, defs: ReadonlyMap<string, Schema>, depth = 0): boolean {
  const { $ref, type, anyOf, oneOf } = schema;
  const values = listOrEmpty(schema.enum);
  if (typeof $ref === 'string')
    return depth < 10 && allowsNull(defs.get($ref.replace('#/$defs/', '')) ?? {}, defs, depth + 1);
  if (values.length > 0 || type !== undefined)
    return (
      (values.length === 0 || values.includes(null)) &&
      (type === undefined || [type].flat().includes('null'))
    );
  return [...listOrEmpty(anyOf), ...listOrEmpty(oneOf)].some((branch) =>
    allowsNull(objectOrEmpty(branch), defs, depth + 1),
  );
}

/** The schema of a response: an object with the properties of all branches, without constraints. */
export function looseSchema(schema: RawObject, document: RawObject): RawObject {
  const parts = [
    schema,
    ...listOrEmpty(schema.allOf).map((branch) => objectOrEmpty(followReferences(document, branch))),
  ];
  return {
    type: 'object',
    properties: Object.assign(
      {},
      ...parts.map((part) => objectOrEmpty(part.properties)),
    ) as RawObject,
  };
}

export const requirementWords = (branches: unknown[]) =>
  branches
    .map((branch) =>
      listOrEmpty(
        objectOrEmpty(branch).required ?? objectOrEmpty(objectOrEmpty(branch).not).required,
      ).join(' and '),
    )
    .filter(Boolean)
    .join(', or ');
