import type { JsonSchema, JsonSchemaObject, ObjectSchema } from '../../model/json-schema.js';
import { isRecord, isSchema } from '../../model/json-schema/subschemas.js';
import { referenced } from '../../spec/match.js';

/** What a parameter has to write; `nested` is everything that OpenAPI gives no form: lists of lists, null, any type. */
export type Shape = 'scalar' | 'list' | 'object' | 'nested';

const SCALARS: readonly unknown[] = ['string', 'number', 'integer', 'boolean'];

/** The shape of the values that a schema allows. */
export function shapeOf(schema: JsonSchema | undefined, root: ObjectSchema): Shape {
  const { type, items, properties = {}, additionalProperties, ...rest } = resolved(schema, root);
  if (type === 'array') return isScalar(items, root) ? 'list' : 'nested';
  if (type === 'object') {
    const others = isRecord(additionalProperties) ? [additionalProperties] : [];
    const isFlat = [...Object.values(properties), ...others].every((each) => isScalar(each, root));
    return isFlat ? 'object' : 'nested';
  }
  if (type !== undefined) {
    return [type].flat().every((one) => SCALARS.includes(one)) ? 'scalar' : 'nested';
  }
  const { enum: choices, const: only, anyOf, oneOf } = rest;
  const values = choices ?? ('const' in rest ? [only] : undefined);
  if (values) return values.every((value) => SCALARS.includes(typeof value)) ? 'scalar' : 'nested';
  const branches = [anyOf, oneOf].find(Array.isArray)?.filter(isSchema) ?? [];
  const shapes = new Set(branches.map((branch) => shapeOf(branch, root)));
  if (shapes.size === 1) return [...shapes][0] ?? 'nested';
  return shapes.size === 2 && shapes.has('scalar') && shapes.has('list') ? 'list' : 'nested';
}

export const isScalar = (schema: JsonSchema | undefined, root: ObjectSchema): boolean =>
  shapeOf(schema, root) === 'scalar';

/** What a reference leads to; one that leads to a further reference has no shape. */
function resolved(schema: JsonSchema | undefined, root: ObjectSchema): JsonSchemaObject {
  const isReference = isRecord(schema) && schema.$ref !== undefined;
  const target = isReference ? referenced(schema.$ref, root) : schema;
  return isRecord(target) && target.$ref === undefined ? target : {};
}

export const propertyOf = ({ properties = {} }: JsonSchemaObject, name: string) =>
  Object.hasOwn(properties, name) ? properties[name] : undefined;
