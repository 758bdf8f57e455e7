import { isPattern, matchesPattern } from '../../model/pattern.js';
import type { SchemaFact } from '../../model/schema.js';
import { type Taint, TAINTED } from '../taint.js';

/** Formats that leave no room for an address or a way out of a folder. */
const NARROW = new Set(['uuid', 'date', 'time', 'date-time', 'duration', 'ipv4', 'ipv6', 'email']);
/** A pattern is a safeguard where it matches none of these. */
const HOSTILE = ['../../etc/passwd', '..', 'a/../b', 'https://evil.example/', '/etc/passwd', 'a/b'];

/** The arguments that can hold one of these texts. */
export function freeArguments(
  input: SchemaFact | undefined,
  hostile: readonly string[] = HOSTILE,
): Taint {
  if (!input?.properties) return TAINTED;
  return input.properties.flatMap(({ name, schema }) => (isFree(schema, hostile) ? [[name]] : []));
}

function isFree(
  { keywords, items, properties, unseen }: SchemaFact,
  hostile: readonly string[],
): boolean {
  if (unseen !== undefined) return true;
  const { type, enum: values, const: constant, format, pattern } = keywords;
  if (values !== undefined || constant !== undefined) return false;
  if (items) return isFree(items, hostile);
  if (properties) return properties.some(({ schema }) => isFree(schema, hostile));
  if (type !== undefined && !String(type).includes('string')) return false;
  if (typeof format === 'string' && NARROW.has(format)) return false;
  return typeof pattern !== 'string' || admits(pattern, hostile);
}

/** Whether a pattern matches one of the texts that lead out of a path. */
export const admits = (pattern: string, hostile: readonly string[] = HOSTILE): boolean =>
  // A pattern that is invalid or too slow rejects nothing.
  !isPattern(pattern) || hostile.some((text) => matchesPattern(pattern, text) ?? true);
