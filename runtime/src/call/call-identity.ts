import { setTimeout as sleep } from 'node:timers/promises';
import { isObject } from '../utils/is-object.js';
import { canonicalJson } from '../utils/schema-check.js';
import type { Schema } from './define/definitions.js';
import { parseArguments } from './schema/bounded-parse.js';

/**
 * Returns a text that is the same for equal arguments, undefined for invalid ones: defaults count,
 * and the order of members does not. A default that chance or the time makes does not count,
 * because it differs in a repeated call.
 */
export async function identityOf(input: Schema, args: unknown): Promise<string | undefined> {
  const first = parseArguments(input, args);
  if (first.problem !== undefined) return undefined;
  const original = jsonOf(args);
  // A value such as a Map has no JSON that tells it from others, so the arguments of the client count.
  if (!isJson(first.data) || jsonOf(first.data) === original) return original;
  await sleep(2); // so that the time in a default is another one
  const { data } = parseArguments(input, args);
  return jsonOf(repeatable(first.data, data, args));
}

/** Returns the parsed arguments, with those of the client if two results of parsing differ. */
function repeatable(first: unknown, second: unknown, args: unknown): unknown {
  if (jsonOf(first) === jsonOf(second)) return first;
  if (Array.isArray(first) && Array.isArray(second) && Array.isArray(args))
    return first.map((item, index) => repeatable(item, second[index], args[index]));
  if (!isObject(first) || !isObject(second) || !isObject(args)) return args;
  const members = Object.entries(first);
  return Object.fromEntries(
    members.map(([key, value]) => [key, repeatable(value, second[key], args[key])]),
  );
}

/** Returns the canonical JSON of a value, without undefined members. */
const jsonOf = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value ?? null)));

/** Returns whether JSON expresses all of a value. */
function isJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null)
    return value === null || /^(undefined|string|boolean|number)$/.test(typeof value);
  const prototype: unknown = Object.getPrototypeOf(value);
  const isPlain = Array.isArray(value) || prototype === Object.prototype || prototype === null;
  return isPlain && Object.values(value).every(isJson);
}
