import { isLarge } from '../../../runtime/src/call/first-levels.js';
import { isObj, list, type Obj, obj, ownValue, type Schema, text } from '../model.js';
import { convert } from '../schema/convert.js';
import { inlineDefinitions } from '../schema/definitions.js';
import { withoutNull } from '../schema/parts.js';
import { shapeOf } from '../schema/shape.js';
import { acceptNumberOnly } from '../schema/type.js';
import { brief } from '../text.js';
import { PAGING } from './pagination.js';
import type { Argument, Lost } from './parameters.js';

const PROPERTY_DESCRIPTION = 200;

interface InputOptions {
  keepNull: boolean;
  document: Obj;
  lost: Lost;
}

/** All arguments are converted together, so that they share `$defs`. */
export function inputSchema(
  args: readonly Argument[],
  { keepNull, document, lost }: InputOptions,
): Schema {
  const properties = Object.fromEntries(args.map(({ argument, schema }) => [argument, schema]));
  const required = args.filter((one) => one.required).map(({ argument }) => argument);
  const objectSchema = convert(
    { type: 'object', properties, required },
    {
      document,
      io: 'input',
      argumentsAtRoot: true,
      keepNull,
      loose: false,
      descriptions: PROPERTY_DESCRIPTION,
      lost,
    },
  );
  const raw = withinLimit(objectSchema, lost);
  const converted = obj(raw.properties);
  for (const { place, wire, argument, description: stated, fileName } of args) {
    const schema = ownValue(converted, argument);
    if (!isObj(schema)) continue;
    if (place === 'query' && PAGING.includes(wire.toLowerCase())) acceptNumberOnly(schema);
    const ownDescription = brief(stated, PROPERTY_DESCRIPTION) || text(schema.description);
    const fullDescription = fileName === undefined ? ownDescription : fileText(ownDescription);
    // Nobody can tell from the argument what is in other scripts.
    const isNamed = /[^\0-\x7F]/.test(wire) && !fullDescription?.includes(wire);
    const description = isNamed
      ? [`"${wire}".`, fullDescription].filter(Boolean).join(' ')
      : fullDescription;
    if (description) converted[argument] = { ...schema, description };
    if (fileName !== undefined)
      converted[fileName] = { type: 'string', description: 'Name of the file.' };
  }
  const schema = inlineDefinitions({
    type: 'object',
    properties: converted,
    ...(required.length > 0 && { required }),
    additionalProperties: false,
    ...(raw.$defs !== undefined && { $defs: raw.$defs }),
  });
  // Only a body has a null. What is referenced can be nullable, too.
  for (const { parameter, argument, schema: stated } of args) {
    const propertySchema = obj(ownValue(obj(schema.properties), argument));
    if (!parameter) continue;
    const isJson = parameter.contentType !== undefined || shapeOf(stated, document) === 'nested';
    if (isJson) withoutNull(propertySchema);
    else limitToStyle(propertySchema, parameter.style === 'deepObject', lost);
  }
  return schema;
}

const SCALARS: readonly unknown[] = ['string', 'number', 'boolean'];

/**
 * Gives a parameter, and what it consists of, the types that its style writes: no null, scalars where the document states
 * none, and no further fields beside those that it names.
 */
function limitToStyle(schema: Schema, isDeep: boolean, lost: Lost): void {
  withoutNull(schema);
  const { type, $ref, items, properties, additionalProperties } = schema;
  const branches = list(schema.anyOf ?? schema.oneOf).map(obj);
  if ($ref !== undefined) return;
  for (const branch of branches) limitToStyle(branch, isDeep, lost);
  if (Array.isArray(type) && type.includes('array')) {
    delete schema.type;
    delete schema.items;
    schema.anyOf = type.map((one: unknown) =>
      one === 'array' ? { type: one, items } : { type: one },
    );
    limitToStyle(schema, isDeep, lost);
  } else if (type === 'array') limitToStyle(obj(items), isDeep, lost);
  else if (type === 'object') {
    if (isDeep) return;
    for (const each of Object.values(obj(properties))) limitToStyle(obj(each), isDeep, lost);
    if (properties === undefined && !isObj(additionalProperties))
      schema.additionalProperties = { type: SCALARS };
    else if (properties !== undefined && additionalProperties !== undefined) {
      schema.additionalProperties = false;
      lost('extra-properties', 'A parameter has no further fields beside those that it names.');
    }
  } else if (type === undefined && branches.length === 0) {
    const values = list(schema.enum).filter((one) => SCALARS.includes(typeof one));
    delete schema.enum;
    Object.assign(schema, values.length > 0 ? { enum: values } : { type: SCALARS });
  }
}

/** Characters of an input schema: about 50,000 tokens. */
const MOST = 200_000;

/** The schema with the definitions for which it has room, the nearest first: the others have a type only. */
function withinLimit(schema: Schema, lost: Lost): Schema {
  if (isLarge(schema))
    lost('large', 'The list has the first levels of its arguments; a tool describes all of them.');
  if (JSON.stringify(schema).length <= MOST) return schema;
  const { $defs, ...root } = schema;
  const definitions = new Map<string, Schema>();
  const referenced = definitionsIn(root);
  let room = MOST - JSON.stringify(root).length;
  for (const name of referenced) {
    if (definitions.has(name)) continue;
    const definition = obj(ownValue(obj($defs), name));
    const { length } = JSON.stringify(definition);
    definitions.set(name, length > room ? typeOf(definition) : definition);
    if (length > room) continue;
    room -= length;
    referenced.push(...definitionsIn(definition));
  }
  lost('input-size', 'The arguments are too large: their deep levels have only a type.');
  return { ...root, $defs: Object.fromEntries(definitions) };
}

const definitionsIn = (schema: Schema): string[] =>
  Array.from(
    JSON.stringify(schema).matchAll(/"\$ref":"#\/\$defs\/([^"]+)"/g),
    ([, name = '']) => name,
  );

const typeOf = ({ type, description }: Schema): Schema => ({
  ...(type !== undefined && { type }),
  ...(description !== undefined && { description }),
  ...([type].flat().includes('array') && { items: {} }),
});

const fileText = (stated = ''): string =>
  stated === '' ? 'File content, base64.' : `${stated.replace(/\.$/, '')}, base64.`;
