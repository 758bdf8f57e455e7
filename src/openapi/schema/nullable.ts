import { objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { listOrEmpty, type Schema, withoutMember } from '../model.js';

/** Removes null from what a schema accepts, in place. @returns whether it accepted null beside other values */
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

/** Returns the schema without null; for a reference, a copy of its target. Undefined if null is not allowed anyway. */
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

/** Returns the schema, which is changed in place, or a new one if it is a reference: null is also valid. */
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

/** Returns whether null is valid for a schema, also through references. */
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
