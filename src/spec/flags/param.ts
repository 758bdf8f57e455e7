import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import { type ArgumentPlacement, requestPlaces } from '../../model/kind.js';
import type { Scanner } from '../../model/scanner.js';
import { readType, writeType } from './type.js';
import { LITERAL, literalValue, readDefault, readWord, writeDefault, writeWord } from './value.js';

/** A property of a tool's input or output. */
export interface ToolParam extends ArgumentPlacement {
  schema: JsonSchemaObject;
  isRequired: boolean;
}

const NAME = /[A-Za-z0-9_.-]+/y;

/** Parses a property; `flags.ts` contains the grammar. @throws ScanError */
export function readParam(scanner: Scanner): ToolParam {
  const name =
    readWord(scanner, NAME) ??
    scanner.fail('Expected a name of letters, digits, "_", "." and "-".');
  if (scanner.take(/==/y) !== undefined) {
    const constant = readConstant(scanner);
    const place = readPlace(scanner);
    if (!scanner.isDone()) scanner.fail('A constant has no description.');
    return { name, constant, schema: {}, isRequired: false, ...place };
  }
  const isTyped = scanner.take(/:/y) !== undefined;
  const type = isTyped ? readType(scanner) : impliedType(name);
  const required = scanner.take(/!/y) !== undefined;
  const isDefault = scanner.take(/=/y) !== undefined;
  const schema = isDefault ? { ...type, default: readDefault(scanner, type) } : type;
  const place = readPlace(scanner);
  if (scanner.isDone()) return { name, schema, isRequired: required, ...place };
  if (isDefault && scanner.take(/!/y))
    scanner.fail('"!" goes before the default: "string!=x".', scanner.at - 1);
  const possible = isDefault ? '' : `${isTyped ? '' : '":", '}${required ? '' : '"!", '}"=", `;
  scanner.expect(/ /y, `Expected ${possible}a space and the description, or the end.`);
  const description = scanner.rest();
  return {
    name,
    schema: description === '' ? schema : { ...schema, description },
    isRequired: required,
    ...place,
  };
}

/** Returns the type of an argument without a stated type. */
const impliedType = (name: string): JsonSchemaObject =>
  COUNT_NAME.test(name) ? { type: 'integer' } : { type: 'string' };

const COUNT_NAME = /^(?:limit|offset|count|per_page|page_size|pageSize)$/;

/** Parses a place such as `@query`. */
function readPlace(scanner: Scanner): Pick<ArgumentPlacement, 'place'> {
  const placeText = scanner.take(/ @(query|body|header)(?= |$)/y);
  const place = requestPlaces.find((candidate) => placeText === ` @${candidate}`);
  return place ? { place } : {};
}

function readConstant(scanner: Scanner): string | number | boolean {
  const start = scanner.at;
  const isQuoted = scanner.peek() === '"';
  const text = readWord(scanner, CONSTANT) ?? scanner.fail('Expected a value.');
  return !isQuoted && LITERAL.test(text) ? literalValue(text, scanner, start) : text;
}

const CONSTANT = /[^\s"]+/y;

/** Returns the text of a constant, such as `days==3`. */
export const writeConstant = ({ name, constant, place }: ArgumentPlacement): string => {
  const isText = typeof constant === 'string';
  const value =
    isText && !LITERAL.test(constant) ? writeWord(constant, CONSTANT) : JSON.stringify(constant);
  return `${writeWord(name, NAME)}==${value}${placeWord(place)}`;
};

const placeWord = (place: ArgumentPlacement['place']) => (place === undefined ? '' : ` @${place}`);

/** Returns the text that `readParam` parses; undefined for properties that such a text cannot state. */
export function writeParam(
  name: string,
  schema: JsonSchema,
  isRequired: boolean,
  place?: ArgumentPlacement['place'],
): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  const type = writeType(schema);
  const isDefault = 'default' in schema;
  if (type === undefined) return undefined;
  const value = `${isRequired ? '!' : ''}${isDefault ? `=${writeDefault(schema.default)}` : ''}`;
  const description = schema.description === undefined ? '' : ` ${schema.description}`;
  return `${writeWord(name, NAME)}:${type}${value}${placeWord(place)}${description}`;
}
