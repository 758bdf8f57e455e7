import { isDeepStrictEqual } from 'node:util';
import type { JsonSchemaObject } from '../../model/json-schema.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { isAssertion } from './keywords.js';

/**
 * One schema that says what both say, or undefined where no plain one does. Of notes (titles, descriptions, defaults)
 * those of the second win.
 */
export function merge(
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
  const merged = new Map(Object.entries(first));
  for (const [key, value] of Object.entries(second)) {
    const both = merged.has(key) ? combineValues(key, merged.get(key), value) : value;
    if (both === CONTRADICTION) return undefined;
    merged.set(key, both);
  }
  return Object.fromEntries(merged);
}

/** Keywords that speak of what their neighbours leave over, and which neighbours count. */
const RESTS: readonly { rest: readonly string[]; isNamedBy(keyword: string): boolean }[] = [
  {
    rest: ['additionalProperties'],
    isNamedBy: (keyword) => keyword === 'properties' || keyword === 'patternProperties',
  },
  { rest: ['items'], isNamedBy: (keyword) => keyword === 'prefixItems' },
  { rest: ['minContains', 'maxContains'], isNamedBy: (keyword) => keyword === 'contains' },
  { rest: ['then', 'else'], isNamedBy: (keyword) => keyword === 'if' },
  { rest: ['unevaluatedProperties', 'unevaluatedItems'], isNamedBy: isAssertion },
];

/** What is left over in one would become something else beside what the other names. */
const leavesRest = (one: JsonSchemaObject, other: JsonSchemaObject): boolean =>
  RESTS.some(
    ({ rest, isNamedBy }) =>
      rest.some((keyword) => keyword in one) && Object.keys(other).some(isNamedBy),
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
  if (keyword === 'type') return commonTypes(first, second);
  if (keyword === 'required' && Array.isArray(first) && Array.isArray(second)) {
    return [...new Set([first, second].flat())];
  }
  if (keyword === 'properties' && isRecord(first) && isRecord(second)) {
    return (
      mergeEntries(first, second, (_, own, other) => mergeSchemas(own, other)) ?? CONTRADICTION
    );
  }
  return CONTRADICTION;
}

function commonTypes(first: unknown, second: unknown): unknown {
  const [own, other] = [[first].flat(), [second].flat()];
  const both = own.filter((type) => other.includes(type));
  const integers = own.includes('integer') ? other : own;
  // Every integer is a number.
  if (own.includes('integer') !== other.includes('integer') && integers.includes('number'))
    both.push('integer');
  if (both.length === 0) return CONTRADICTION;
  return both.length === 1 ? both[0] : both;
}

function mergeSchemas(first: unknown, second: unknown): unknown {
  if (first === true) return second;
  if (second === true) return first;
  return isRecord(first) && isRecord(second)
    ? (merge(first, second) ?? CONTRADICTION)
    : CONTRADICTION;
}
