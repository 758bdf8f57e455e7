import type { JsonSchemaObject } from '../../model/json-schema.js';
import type { Scanner } from '../../model/scanner.js';
import { mismatches } from '../match.js';
import { sentence } from '../sentence.js';

const STRING = /"(?:[^"\\]|\\.)*"/y;
const WORD = /[^\s"|()[\]=!]+/y;
/** What a text with several values says: scopes, as OAuth writes them (RFC 6749 section 3.3). */
export const listOf = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Numbers and booleans as JSON writes them (RFC 8259). */
export const LITERAL = /^(true|false|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$/;

/** A word, or a JSON string for whatever is none; undefined where neither stands here. */
export function readWord(scanner: Scanner, word = WORD): string | undefined {
  const start = scanner.at;
  const quoted = scanner.take(STRING);
  return quoted === undefined ? scanner.take(word) : String(parsed(quoted, scanner, start));
}

/** The inverse of `readWord`. */
export const writeWord = (text: string, word = WORD) => {
  word.lastIndex = 0;
  return word.exec(text)?.[0] === text ? text : JSON.stringify(text);
};

/** A value that the type allows. */
export function readDefault(scanner: Scanner, type: JsonSchemaObject): unknown {
  const start = scanner.at;
  const value = type.type === 'array' ? readArray(scanner) : readScalar(scanner, type);
  const problem = mismatches(type, value)[0];
  if (problem) scanner.fail(sentence('The default', problem.says), start);
  return value;
}

/** The inverse of `readDefault`. */
export const writeDefault = (value: unknown) =>
  typeof value === 'string' ? writeWord(value) : JSON.stringify(value);

function readScalar(scanner: Scanner, { type }: JsonSchemaObject): unknown {
  const isQuoted = scanner.peek() === '"';
  const text = readWord(scanner);
  if (text === undefined) {
    return scanner.fail('Expected a default value; put one with spaces or signs in double quotes.');
  }
  return !isQuoted && type !== 'string' && LITERAL.test(text) ? JSON.parse(text) : text;
}

function readArray(scanner: Scanner): unknown {
  const start = scanner.at;
  let depth = 0;
  do {
    const part = scanner.take(/"(?:[^"\\]|\\.)*"|[[\]]|[^"[\]]/y);
    if (part === undefined || (depth === 0 && part !== '[')) {
      scanner.fail('Expected a JSON array, such as ["a","b"].', start);
    }
    if (part === '[') depth += 1;
    if (part === ']') depth -= 1;
  } while (depth > 0);
  return parsed(scanner.text.slice(start, scanner.at), scanner, start);
}

function parsed(json: string, scanner: Scanner, start: number): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return scanner.fail('This is not JSON.', start);
  }
}
