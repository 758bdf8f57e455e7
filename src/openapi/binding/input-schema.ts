import { isLargeSchema } from '../../../runtime/src/call/schema/first-levels.js';
import { snakeCase } from '../../../runtime/src/utils/argument-names.js';
import { isObject, objectOrEmpty } from '../../../runtime/src/utils/is-object.js';
import { listOrEmpty, nonBlankText, ownValue, type RawObject, type Schema } from '../model.js';
import { convertSchema } from '../schema/convert.js';
import { inlineDefinitions } from '../schema/definitions.js';
import { acceptNumberOnly } from '../schema/large-integers.js';
import { withoutNull } from '../schema/nullable.js';
import { shortText } from '../short-text.js';
import { PAGING } from './pagination.js';
import { type Argument, isSentAsJson, type LossReporter } from './parameters.js';

const PROPERTY_DESCRIPTION = 200;

interface InputOptions {
  keepNull: boolean;
  document: RawObject;
  lost: LossReporter;
}

/** Returns the input schema of a tool. All arguments are converted together, so that they share `$defs`. */
export function inputSchema(
  args: readonly Argument[],
  { keepNull, document, lost: reportLoss }: InputOptions,
): Schema {
  const properties = Object.fromEntries(args.map(({ argument, schema }) => [argument, schema]));
  const requiredArguments = args
    .filter((argument) => argument.isRequired)
    .map(({ argument }) => argument);
  const objectSchema = convertSchema(
    { type: 'object', properties, required: requiredArguments },
    {
      document,
      io: 'input',
      argumentsAtRoot: true,
      keepNull,
      descriptions: PROPERTY_DESCRIPTION,
      lost: reportLoss,
    },
  );
  const limitedSchema = limitSchema(objectSchema, reportLoss);
  const convertedProperties = objectOrEmpty(limitedSchema.properties);
  for (const { place, wire, argument, description: statedDescription, fileName } of args) {
    const schema = ownValue(convertedProperties, argument);
    if (!isObject(schema)) continue;
    if (place === 'query' && PAGING.includes(snakeCase(wire))) acceptNumberOnly(schema);
    const ownDescription =
      shortText(statedDescription, PROPERTY_DESCRIPTION) || nonBlankText(schema.description);
    const fullDescription = fileName === undefined ? ownDescription : fileText(ownDescription);
    // In other scripts, the name of the argument tells nothing about the name in the request.
    const isNamed = /[^\0-\x7F]/.test(wire) && !fullDescription?.includes(wire);
    const description = isNamed
      ? [`"${wire}".`, fullDescription].filter(Boolean).join(' ')
      : fullDescription;
    if (description) convertedProperties[argument] = { ...schema, description };
    if (fileName !== undefined)
      convertedProperties[fileName] = { type: 'string', description: 'Name of the file.' };
  }
  const schema = inlineDefinitions({
    type: 'object',
    properties: convertedProperties,
    ...(requiredArguments.length > 0 && { required: requiredArguments }),
    additionalProperties: false,
    ...(limitedSchema.$defs !== undefined && { $defs: limitedSchema.$defs }),
  });
  // Only bodies may contain null. Referenced schemas can be nullable, too.
  for (const { parameter, argument, schema: stated } of args) {
    const propertySchema = objectOrEmpty(ownValue(objectOrEmpty(schema.properties), argument));
    if (!parameter) continue;
    const isJson = parameter.contentType !== undefined || isSentAsJson(parameter, stated, document);
    if (isJson) withoutNull(propertySchema);
    else limitToStyle(propertySchema, parameter.style === 'deepObject', reportLoss);
  }
  return schema;
}

const SCALARS: readonly unknown[] = ['string', 'number', 'boolean'];

/**
 * Limits the schema of a parameter to the types that its style can serialize: no null, scalars if
 * the document states no type, and no properties other than the named ones.
 * @param isBranchOfTyped whether the schema around it states the type
 */
function limitToStyle(
  schema: Schema,
  isDeep: boolean,
  reportLoss: LossReporter,
  isBranchOfTyped = false,
): void {
  withoutNull(schema);
  const { type, $ref, items, properties, additionalProperties } = schema;
  const branches = listOrEmpty(schema.anyOf ?? schema.oneOf).map(objectOrEmpty);
  if ($ref !== undefined) return;
  const isTyped =
    isBranchOfTyped || [type, items, properties].some((keyword) => keyword !== undefined);
  for (const branch of branches) limitToStyle(branch, isDeep, reportLoss, isTyped);
  if (Array.isArray(type) && type.includes('array')) {
    delete schema.type;
    delete schema.items;
    schema.anyOf = type.map((typeName: unknown) =>
      typeName === 'array' ? { type: typeName, items } : { type: typeName },
    );
    limitToStyle(schema, isDeep, reportLoss);
  } else if (type === 'array') limitToStyle(objectOrEmpty(items), isDeep, reportLoss);
  else if (type === 'object') {
    if (isDeep) return;
    for (const property of Object.values(objectOrEmpty(properties)))
      limitToStyle(objectOrEmpty(property), isDeep, reportLoss);
    if (properties === undefined && !isObject(additionalProperties))
      schema.additionalProperties = { type: SCALARS };
    else if (properties !== undefined && additionalProperties !== undefined) {
      schema.additionalProperties = false;
      reportLoss(
        'extra-properties',
        'A parameter has no further fields beside those that it names.',
      );
    }
  } else if (!isTyped && branches.length === 0) {
    const values = listOrEmpty(schema.enum).filter((value) => SCALARS.includes(typeof value));
    delete schema.enum;
    Object.assign(schema, values.length > 0 ? { enum: values } : { type: SCALARS });
  }
}

/** Maximum characters of an input schema: about 50,000 tokens. */
const MAX_SCHEMA_LENGTH = 200_000;

/** Returns the schema with the nearest definitions that fit the limit; the other definitions have only a type. */
function limitSchema(schema: Schema, reportLoss: LossReporter): Schema {
  if (isLargeSchema(schema))
    reportLoss(
      'large',
      'The list has the first levels of its arguments; a tool describes all of them.',
    );
  if (JSON.stringify(schema).length <= MAX_SCHEMA_LENGTH) return schema;
  const { $defs, ...root } = schema;
  const definitions = new Map<string, Schema>();
  const nearDefinitions = definitionsIn(root);
  let remainingCharacters = MAX_SCHEMA_LENGTH - JSON.stringify(root).length;
  for (const name of nearDefinitions) {
    if (definitions.has(name)) continue;
    const definition = objectOrEmpty(ownValue(objectOrEmpty($defs), name));
    const { length } = JSON.stringify(definition);
    definitions.set(
      name,
      length > remainingCharacters ? typeAndDescription(definition) : definition,
    );
    if (length > remainingCharacters) continue;
    remainingCharacters -= length;
    nearDefinitions.push(...definitionsIn(definition));
  }
  reportLoss('input-size', 'The arguments are too large: their deep levels have only a type.');
  return { ...root, $defs: Object.fromEntries(definitions) };
}

const definitionsIn = (schema: Schema): string[] =>
  Array.from(
    JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g),
    ([, name = '']) => name,
  );

const typeAndDescription = ({ type, description }: Schema): Schema => ({
  ...(type !== undefined && { type }),
  ...(description !== undefined && { description }),
  ...([type].flat().includes('array') && { items: {} }),
});

const fileText = (description = ''): string =>
  description === '' ? 'File content, base64.' : `${description.replace(/\.$/, '')}, base64.`;
