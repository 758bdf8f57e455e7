import type { JsonSchema, JsonSchemaObject } from '../../model/json-schema.js';
import { quote } from '../sentence.js';
import type { Scanner } from '../../model/scanner.js';
import { readType, writeType } from './type.js';
import { readDefault, readText, writeDefault, writeText } from './value.js';

/** A property of a tool's input or output. */
export interface Param {
  name: string;
  schema: JsonSchemaObject;
  required: boolean;
}

const NAME = /[A-Za-z0-9_.-]+/y;

/**
 * A property in one line; `flags.ts` has the grammar.
 * @throws Misread
 */
export function readParam(scanner: Scanner): Param {
  const name =
    readText(scanner, NAME) ??
    scanner.fail('Expected a name of letters, digits, "_", "." and "-".');
  scanner.expect(
    /:/y,
    `Expected ":" and a type after ${quote(name)}; did you mean "${name}:string"?`,
  );
  const type = readType(scanner);
  const required = scanner.take(/!/y) !== undefined;
  const isDefault = scanner.take(/=/y) !== undefined;
  const schema = isDefault ? { ...type, default: readDefault(scanner, type) } : type;
  if (scanner.isDone()) return { name, schema, required };
  if (isDefault && scanner.take(/!/y))
    scanner.fail('"!" goes before the default: "string!=x".', scanner.at - 1);
  const possible = isDefault ? '' : required ? '"=", ' : '"!", "=", ';
  scanner.expect(/ /y, `Expected ${possible}a space and the description, or the end.`);
  const description = scanner.rest();
  return { name, schema: description === '' ? schema : { ...schema, description }, required };
}

/** The inverse of `readParam`, as far as it can be said. */
export function writeParam(
  name: string,
  schema: JsonSchema,
  required: boolean,
): string | undefined {
  if (typeof schema === 'boolean') return undefined;
  const type = writeType(schema);
  if (type === undefined) return undefined;
  const value = 'default' in schema ? `=${writeDefault(schema.default)}` : '';
  const description = schema.description === undefined ? '' : ` ${schema.description}`;
  return `${writeText(name, NAME)}:${type}${required ? '!' : ''}${value}${description}`;
}
