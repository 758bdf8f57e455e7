import { sameJson } from '../model/json.js';
import { type JsonSchemaObject, typeList } from '../model/json-schema.js';
import { snakeCase } from '../model/names.js';
import { matchesPattern } from '../model/pattern.js';
import { didYouMean } from '../model/text/nearest.js';
import { providerName } from './schema/texts.js';
import { alternatives, quote } from './sentence.js';

/** Returns the end of a sentence about the wrong type of a value; undefined if the type is right. */
export function typeFault(schema: JsonSchemaObject, value: unknown): string | undefined {
  const types: readonly string[] = typeList(schema);
  const actual = jsonTypeName(value);
  if (types.length === 0 || types.includes(actual)) return undefined;
  if (actual === 'integer' && types.includes('number')) return undefined;
  const requirement = `must be ${alternatives(types.map(withArticle))}`;
  if (value === null) return `${requirement}, but it is empty`;
  const isUnquoted = types.includes('string') && ['number', 'integer', 'boolean'].includes(actual);
  return isUnquoted
    ? `${requirement}; put ${JSON.stringify(value)} in quotes`
    : `${requirement}, not ${withArticle(actual)}`;
}

function jsonTypeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value !== 'number') return typeof value;
  if (!Number.isFinite(value)) return 'infinite value';
  return Number.isInteger(value) ? 'integer' : 'number';
}

const withArticle = (type: string) => `${/^[aeiou]/.test(type) ? 'an' : 'a'} ${type}`;

/** Returns the end of a sentence about what is wrong with a value, regardless of its items and keys. */
export function valueFault(schema: JsonSchemaObject, value: unknown): string | undefined {
  const choices = schema.enum ?? ('const' in schema ? [schema.const] : undefined);
  if (choices && !choices.some((choice) => sameJson(choice, value))) {
    return choiceFault(choices, value);
  }
  if (typeof value === 'string') return textFault(schema, value);
  if (typeof value === 'number') return numberFault(schema, value);
  if (Array.isArray(value)) return arrayFault(schema, value);
  return undefined;
}

const MAX_LISTED = 8;

function choiceFault(choices: readonly unknown[], value: unknown): string {
  const texts = choices.filter((choice) => typeof choice === 'string');
  const requirement = `must be ${alternatives(choices.map((choice) => JSON.stringify(choice)))}`;
  if (typeof value !== 'string') return requirement;
  const suggestion = didYouMean(value, texts);
  // A long list of choices would hide the suggestion.
  return choices.length > MAX_LISTED && suggestion !== ''
    ? `${quote(value)} is not known${suggestion}`
    : `${requirement}, not ${quote(value)}${suggestion}`;
}

function textFault(schema: JsonSchemaObject, text: string): string | undefined {
  const { pattern, minLength = 0, maxLength = Infinity } = schema;
  const length = Array.from(text).length;
  if (length > maxLength) return `is ${length} characters long; at most ${maxLength} are allowed`;
  if (length < minLength) return `is ${length} characters long; at least ${minLength} are needed`;
  const isWrong = pattern !== undefined && matchesPattern(pattern, text) === false;
  if (!isWrong) return undefined;
  const message = schema.patternErrorMessage;
  const patternFault = typeof message === 'string' ? message : `must match ${pattern}`;
  const suggestedName =
    pattern === providerName.pattern && /^[\w !&'+-]+$/.test(text) ? snakeCase(text) : '';
  return suggestedName !== '' && matchesPattern(pattern, suggestedName) === true
    ? `${patternFault}, not ${quote(text)}; did you mean ${quote(suggestedName)}?`
    : patternFault;
}

function numberFault(schema: JsonSchemaObject, value: number): string | undefined {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum } = schema;
  if (minimum !== undefined && value < minimum) return `must be at least ${minimum}`;
  if (maximum !== undefined && value > maximum) return `must be at most ${maximum}`;
  if (exclusiveMinimum !== undefined && value <= exclusiveMinimum) {
    return `must be more than ${exclusiveMinimum}`;
  }
  if (exclusiveMaximum !== undefined && value >= exclusiveMaximum) {
    return `must be less than ${exclusiveMaximum}`;
  }
  return undefined;
}

function arrayFault(schema: JsonSchemaObject, items: readonly unknown[]): string | undefined {
  const { minItems = 0, maxItems = Infinity } = schema;
  if (items.length < minItems) {
    return minItems === 1 ? 'must not be empty' : `needs at least ${minItems} items`;
  }
  if (items.length > maxItems) return `has ${items.length} items; at most ${maxItems} are allowed`;
  return undefined;
}
