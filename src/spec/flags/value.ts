import type { JsonSchemaObject } from '../../model/json-schema.js';
import type { Scanner } from '../../model/scanner.js';
import { schemaMismatches } from '../schema-mismatches.js';
import { sentence } from '../sentence.js';

const STRING = /"(?:[^"\\]|\\.)*"/y;
const WORD = /[^\s"|()[\]=!]+/y;
/** Returns the values of a text such as OAuth scopes (RFC 6749 section 3.3). */
export const wordsIn = (text: string): string[] => text.split(/\s+/).filter(Boolean);

/** Numbers and booleans in JSON syntax (RFC 8259). */
export const LITERAL = /^(true|false|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$/;

/** Reads a word, or a JSON string for other texts; undefined if there is neither. */
export function readWord(scanner: Scanner, wordPattern = WORD): string | undefined {
  const start = scanner.at;
  const quotedText = scanner.take(STRING);
  return quotedText === undefined
    ? scanner.take(wordPattern)
    : String(parseValue(quotedText, scanner, start));
}

/** Returns the text that `readWord` reads. */
export const writeWord = (text: string, wordPattern = WORD) => {
  wordPattern.lastIndex = 0;
  return wordPattern.exec(text)?.[0] === text ? text : JSON.stringify(text);
};

/** Reads a default value of the type. */
export function readDefault(scanner: Scanner, type: JsonSchemaObject): unknown {
  const start = scanner.at;
  const value = type.type === 'array' ? readArray(scanner) : readScalar(scanner, type);
  const problem = schemaMismatches(type, value)[0];
  if (problem) scanner.fail(sentence('The default', problem.fault), start);
  return value;
}

/** Returns the text that `readDefault` reads. */
export const writeDefault = (value: unknown) =>
  typeof value === 'string' ? writeWord(value) : JSON.stringify(value);

function readScalar(scanner: Scanner, { type }: JsonSchemaObject): unknown {
  const start = scanner.at;
  const isQuoted = scanner.peek() === '"';
  const text = readWord(scanner);
  if (text === undefined) {
    return scanner.fail('Expected a default value; put one with spaces or signs in double quotes.');
  }
  return !isQuoted && type !== 'string' && LITERAL.test(text)
    ? literalValue(text, scanner, start)
    : text;
}

/** Returns the value of a literal. @throws ScanError for an integer of which a number keeps no exact digits */
export function literalValue(text: string, scanner: Scanner, start: number): number | boolean {
  const value = JSON.parse(text) as number | boolean;
  if (
    typeof value === 'number' &&
    /^-?\d+$/.test(text) &&
    (!Number.isFinite(value) || BigInt(text) !== BigInt(value))
  )
    scanner.fail(
      `The integer ${text} is beyond 2^53, and would lose digits: put it in double quotes, as text.`,
      start,
    );
  return value;
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
  return parseValue(scanner.text.slice(start, scanner.at), scanner, start);
}

function parseValue(json: string, scanner: Scanner, start: number): unknown {
  try {
    return JSON.parse(json);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return scanner.fail('This is not JSON.', start);
  }
}
