import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { commonTypes } from '../../model/json-schema/common-types.js';
import { isAssertion } from './keywords.js';

/**
 * Returns one schema that is equivalent to both, or undefined if there is none without `allOf`: generated
 * code must neither refuse nor accept more. Notes (titles, descriptions, defaults) of the second
 * schema have precedence.
 */
export function exactIntersection(
  first: JsonSchemaObject,
  second: JsonSchemaObject,
): JsonSchemaObject | undefined {
  if (leavesRest(first, second) || leavesRest(second, first)) return undefined;
  return mergeEntries(first, second, combine);
}

function mergeEntries(
  first: Readonly<Record<string, unknown>>,
  second: Readonly<Record<string, unknown>>,
  combineValues: (key: string, first: unknown, second: unknown) => unknown,
): Record<string, unknown> | undefined {
  const mergedEntries = new Map(Object.entries(first));
  for (const [key, value] of Object.entries(second)) {
    const combinedValue = mergedEntries.has(key)
      ? combineValues(key, mergedEntries.get(key), value)
      : value;
    if (combinedValue === CONTRADICTION) return undefined;
    mergedEntries.set(key, combinedValue);
  }
  return Object.fromEntries(mergedEntries);
}

/** Keywords that apply to what other keywords leave over, with these keywords. */
const REST_KEYWORDS: readonly { rest: readonly string[]; isNamedBy(keyword: string): boolean }[] = [
  {
    rest: ['additionalProperties'],
    isNamedBy: (keyword) => keyword === 'properties' || keyword === 'patternProperties',
  },
  { rest: ['items'], isNamedBy: (keyword) => keyword === 'prefixItems' },
  { rest: ['minContains', 'maxContains'], isNamedBy: (keyword) => keyword === 'contains' },
  { rest: ['then', 'else'], isNamedBy: (keyword) => keyword === 'if' },
  { rest: ['unevaluatedProperties', 'unevaluatedItems'], isNamedBy: isAssertion },
];

/**
 * Returns whether the schema applies a keyword to remaining values, whose set would change by the
 * keys of the other schema.
 */
const leavesRest = (schema: JsonSchemaObject, addedSchema: JsonSchemaObject): boolean =>
  REST_KEYWORDS.some(
    ({ rest, isNamedBy }) =>
      rest.some((keyword) => keyword in schema) && Object.keys(addedSchema).some(isNamedBy),
  );

const CONTRADICTION = Symbol('contradiction');

const LOWER_BOUNDS = ['minimum', 'exclusiveMinimum', 'minLength', 'minItems', 'minProperties'];
const UPPER_BOUNDS = ['maximum', 'exclusiveMaximum', 'maxLength', 'maxItems', 'maxProperties'];

function combine(keyword: string, first: unknown, second: unknown): unknown {
  if (isDeepStrictEqual(first, second)) return first;
  if (!isAssertion(keyword) && keyword !== 'format') return second;
  if (typeof first === 'number' && typeof second === 'number') {
    if (LOWER_BOUNDS.includes(keyword)) return Math.max(first, second);
    if (UPPER_BOUNDS.includes(keyword)) return Math.min(first, second);
  }
  if (keyword === 'type') {
    const [onlyType = CONTRADICTION, ...moreTypes] = commonTypes(first, second);
    return moreTypes.length > 0 ? [onlyType, ...moreTypes] : onlyType;
  }
  if (keyword === 'required' && Array.isArray(first) && Array.isArray(second)) {
    return [...new Set([first, second].flat())];
  }
  if (keyword === 'properties' && isObject(first) && isObject(second)) {
    return (
      mergeEntries(first, second, (_, ownSchema, otherSchema) =>
        intersectionOf(ownSchema, otherSchema),
      ) ?? CONTRADICTION
    );
  }
  return CONTRADICTION;
}

function intersectionOf(first: unknown, second: unknown): unknown {
  if (first === true) return second;
  if (second === true) return first;
  return isObject(first) && isObject(second)
    ? (exactIntersection(first, second) ?? CONTRADICTION)
    : CONTRADICTION;
}
