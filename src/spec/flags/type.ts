import type { JsonSchemaObject } from '../../model/json-schema.js';
import { ownValue } from '../../model/json-schema/subschemas.js';
import type { Scanner } from '../../model/scanner.js';
import { didYouMean } from '../../model/text/nearest.js';
import { keywords } from '../schema/json-schema.js';
import { schemaMismatches } from '../schema-mismatches.js';
import { quote, sentence } from '../sentence.js';
import { readWord, writeWord } from './value.js';

const TYPES = ['string', 'integer', 'number', 'boolean'] as const;
/** Formats of JSON Schema Validation 2020-12, section 7.3. */
const FORMATS =
  'date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri iri-reference uuid uri-template json-pointer relative-json-pointer regex'.split(
    ' ',
  );
/** Words for types. As a value of an enum, each of them would look like a union of types. */
const TYPE_WORDS: readonly string[] = [...TYPES, 'array', 'object', 'null'];

/** Names of types in programming languages. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  int: 'integer',
  long: 'int64',
  float: 'number',
  double: 'number',
  bool: 'boolean',
  str: 'string',
  text: 'string',
};

const BOUNDS = {
  string: ['minLength', 'maxLength'],
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
  array: ['minItems', 'maxItems'],
} as const;

/** Parses a type. @throws ScanError */
export function readType(scanner: Scanner): JsonSchemaObject {
  let schema = readItem(scanner);
  while (scanner.take(/\[\]/y) !== undefined) {
    schema = { type: 'array', items: schema, ...readBounds(scanner, 'array') };
  }
  return schema;
}

function readItem(scanner: Scanner): JsonSchemaObject {
  if (scanner.take(/\(/y) !== undefined) {
    const schema = readEnum(scanner);
    scanner.expect(/\)/y, 'Expected "|" and another value, or ")".');
    return schema;
  }
  const start = scanner.at;
  const isQuoted = scanner.peek() === '"';
  const typeName = readWord(scanner) ?? scanner.fail('Expected a type.');
  if (!isQuoted && scanner.peek() !== '|') return readScalar(typeName, start, scanner);
  scanner.at = start;
  const schema = readEnum(scanner);
  if (scanner.peek() === '[') scanner.fail('An array of these is written "(a|b)[]".');
  return schema;
}

function readEnum(scanner: Scanner): JsonSchemaObject {
  const values: string[] = [];
  do {
    const start = scanner.at;
    const isQuoted = scanner.peek() === '"';
    const value = readWord(scanner) ?? scanner.fail('Expected a value.');
    if (!isQuoted && TYPE_WORDS.includes(value)) {
      scanner.fail(`Types are not joined; a value ${quote(value)} goes in double quotes.`, start);
    }
    if (values.includes(value)) scanner.fail(`The value ${quote(value)} appears twice.`, start);
    values.push(value);
  } while (scanner.take(/\|/y) !== undefined);
  return { type: 'string', enum: values };
}

function readScalar(typeName: string, start: number, scanner: Scanner): JsonSchemaObject {
  const type = TYPES.find((name) => name === typeName);
  if (type !== undefined) return { type, ...readBounds(scanner, type) };
  if (typeName === 'int64') return { type: ['integer', 'string'], format: typeName };
  if (FORMATS.includes(typeName)) {
    return { type: 'string', format: typeName, ...readBounds(scanner, 'string') };
  }
  if (typeName === 'object') {
    return scanner.fail('An object can only be described in a spec (--spec).', start);
  }
  if (typeName === 'array') return scanner.fail('An array is written "string[]".', start);
  const suggestion = ownValue(OTHER_NAMES, typeName);
  const similarName =
    suggestion === undefined
      ? didYouMean(typeName, [...TYPES, 'int64', ...FORMATS])
      : `; did you mean ${quote(suggestion)}?`;
  const otherSyntax =
    similarName === ''
      ? `; types are ${TYPES.join(', ')}, formats such as date-time, and a|b.`
      : similarName;
  return scanner.fail(`${quote(typeName)} is not a type${otherSyntax}`, start);
}

function readBounds(scanner: Scanner, type: keyof typeof BOUNDS | 'boolean'): JsonSchemaObject {
  const start = scanner.at;
  if (scanner.take(/\(/y) === undefined) return {};
  if (type === 'boolean') return scanner.fail('A boolean has no bounds.', start);
  const [minimumKey, maximumKey] = BOUNDS[type];
  const low = readBound(scanner, minimumKey);
  scanner.expect(/\.\./y, 'Expected bounds, such as "(1..100)", "(1..)" or "(..100)".');
  const high = readBound(scanner, maximumKey);
  scanner.expect(/\)/y, 'Expected ")" after the bounds.');
  if (low === undefined && high === undefined) scanner.fail('One of the bounds is needed.', start);
  if (low !== undefined && high !== undefined && low > high) {
    scanner.fail('The lower bound is more than the upper one.', start);
  }
  return {
    ...(low !== undefined && { [minimumKey]: low }),
    ...(high !== undefined && { [maximumKey]: high }),
  };
}

function readBound(scanner: Scanner, keyword: string): number | undefined {
  const start = scanner.at;
  const text = scanner.take(/-?\d+(\.\d+)?([eE][+-]?\d+)?/y);
  if (text === undefined) return undefined;
  const problem = schemaMismatches(keywords[keyword] ?? true, Number(text))[0];
  return problem ? scanner.fail(sentence('The bound', problem.fault), start) : Number(text);
}

/**
 * Returns the text of a type, as far as a text can state it. Comparing with the parsed result shows
 * what is missing.
 */
export function writeType(schema: JsonSchemaObject, inArray = false): string | undefined {
  const { type, format, items } = schema;
  if (type === 'array') {
    const item = typeof items === 'object' ? writeType(items, true) : undefined;
    return item === undefined ? undefined : `${item}[]${writeBounds(schema, 'array')}`;
  }
  if (schema.enum) return writeEnum(schema.enum, inArray);
  if (format === 'int64' && Array.isArray(type)) return format;
  if (type === 'boolean') return type;
  if (type !== 'string' && type !== 'integer' && type !== 'number') return undefined;
  return `${format ?? type}${writeBounds(schema, type)}`;
}

function writeEnum(values: readonly unknown[], inArray: boolean): string | undefined {
  const texts = values.map((value) => {
    if (typeof value !== 'string') return undefined;
    return TYPE_WORDS.includes(value) ? JSON.stringify(value) : writeWord(value);
  });
  if (texts.includes(undefined)) return undefined;
  const isUnambiguous = !inArray && (texts.length > 1 || texts[0]?.startsWith('"'));
  return isUnambiguous ? texts.join('|') : `(${texts.join('|')})`;
}

function writeBounds(schema: JsonSchemaObject, type: keyof typeof BOUNDS): string {
  const [minimumKey, maximumKey] = BOUNDS[type];
  const [low = '', high = ''] = [schema[minimumKey], schema[maximumKey]];
  return low === '' && high === '' ? '' : `(${low}..${high})`;
}
