import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { pointerKeys } from '../../../runtime/src/utils/json-pointer.js';
import { followReferences, resolvePointer } from '../document/references.js';
import { listOrEmpty, nonBlankText, ownValue, type RawObject } from '../model.js';
import { withoutAllOf } from './all-of.js';

/**
 * Returns each branch with the value of its discriminator as the only value of that property, which OpenAPI requires of arguments
 * also where the branch does not, as Pydantic writes it.
 */
export function withDiscriminators(
  schema: RawObject,
  branches: unknown[],
  { document, io }: { document: RawObject; io: 'input' | 'output' },
): unknown[] {
  const { discriminator } = schema;
  const property =
    typeof discriminator === 'string'
      ? discriminator
      : nonBlankText(objectOrEmpty(discriminator).propertyName);
  if (property === undefined) return branches;
  const mapping = Object.entries(objectOrEmpty(objectOrEmpty(discriminator).mapping));
  return branches.map((branch) => {
    const ref = nonBlankText(objectOrEmpty(branch).$ref);
    if (ref === undefined) return branch;
    const schemaName = pointerKeys(ref).at(-1) ?? ref;
    const values = mapping
      .filter(([, target]) => target === ref || target === schemaName)
      .map(([value]) => value);
    const target = objectOrEmpty(resolvePointer(document, ref));
    const mergedTarget = target.allOf === undefined ? target : withoutAllOf(target, document);
    const ownSchema = objectOrEmpty(
      ownValue(objectOrEmpty(objectOrEmpty(mergedTarget).properties), property),
    );
    const names = values.length > 0 ? values : [schemaName];
    const hasValue = ownSchema.enum !== undefined || ownSchema.const !== undefined;
    const ownValues = listOrEmpty(ownSchema.enum);
    // A base schema often lists the values of all branches.
    const namedValues = ownValues.filter((value) => names.includes(String(value)));
    const isNarrower =
      io === 'input' && namedValues.length > 0 && namedValues.length < ownValues.length;
    const required = listOrEmpty(mergedTarget?.required);
    if (
      !mergedTarget ||
      (hasValue && !isNarrower && (io === 'output' || required.includes(property)))
    )
      return branch;
    const choice = isNarrower
      ? { ...ownSchema, enum: namedValues }
      : hasValue
        ? ownSchema
        : { type: 'string', enum: names };
    return {
      ...mergedTarget,
      properties: { ...objectOrEmpty(mergedTarget.properties), [property]: choice },
      required: [...new Set([...required, property])],
    };
  });
}

/**
 * Returns references to the schemas that extend a schema with a discriminator by `allOf`, if that
 * does not list them itself.
 */
export function subtypeReferences(schema: RawObject, document: RawObject): string[] {
  const { discriminator, oneOf, anyOf } = schema;
  if (discriminator === undefined || oneOf !== undefined || anyOf !== undefined) return [];
  const schemas = schemasByReference(document);
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

const schemasByReference = (document: RawObject): [ref: string, schema: unknown][] => [
  ...withReferences('#/definitions/', document.definitions),
  ...withReferences('#/components/schemas/', objectOrEmpty(document.components).schemas),
];

const withReferences = (start: string, schemas: unknown): [string, unknown][] =>
  Object.entries(objectOrEmpty(schemas)).map(([name, schema]) => [`${start}${name}`, schema]);

const schemaName = (ref: string) => ref.replace(/.*\//, '');

/** Returns the sentence of a report about subtypes whose properties are not part of a schema. */
export const subtypesText = (refs: readonly string[]): string =>
  `Properties of the subtypes ${refs.map(schemaName).join(', ')} are left out.`;

/**
 * Returns a schema with a discriminator as a choice of its subtypes and itself, unless the document
 * lists values without it. Undefined if one of them cannot be merged into a single schema.
 */
export function subtypeChoice(
  schema: RawObject,
  subtypes: readonly string[],
  document: RawObject,
): RawObject | undefined {
  if (
    !subtypes.every((ref) => withoutAllOf(objectOrEmpty(resolvePointer(document, ref)), document))
  )
    return undefined;
  const [ownReference = ''] =
    schemasByReference(document).find(([, candidate]) => candidate === schema) ?? [];
  const mappedReferences = Object.values(
    objectOrEmpty(objectOrEmpty(schema.discriminator).mapping),
  ).map(String);
  const isMapped =
    mappedReferences.length === 0 ||
    mappedReferences.some(
      (mappedReference) =>
        mappedReference === ownReference || mappedReference === schemaName(ownReference),
    );
  const refs = subtypes.map(($ref) => ({ $ref }));
  return {
    ...schema,
    properties: undefined,
    required: undefined,
    type: undefined,
    oneOf: isMapped ? [...refs, { ...schema }] : refs,
  };
}
