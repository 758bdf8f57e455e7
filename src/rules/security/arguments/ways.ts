import type { Declaration } from '../../../model/facts.js';
import type { SchemaFact } from '../../../model/schema.js';

/**
 * Where in a value there is text from a tool's arguments: paths of keys, `*` for any key. `[]` is the value itself, and
 * `[INSIDE]` a text that holds it, behind something that the code has put first.
 */
export type Ways = readonly (readonly string[])[];

export const NOWHERE: Ways = [];
export const ALL: Ways = [[]];
const INSIDE = '\0';
export const HELD: Ways = [[INSIDE]];
const LONGEST = 6;

export const begins = (ways: Ways): boolean => ways.some((way) => way.length === 0);
export const holds = (ways: Ways): boolean =>
  ways.some(([first]) => first === undefined || first === INSIDE);

/** Of a text whose first part is this, and the rest those. */
export const joined = ([first, ...rest]: readonly Ways[]): Ways =>
  first && begins(first) ? ALL : [first ?? NOWHERE, ...rest].some(holds) ? HELD : NOWHERE;

export const under = (key: string, ways: Ways): Ways =>
  ways.flatMap((way) => (way.length < LONGEST ? [[key, ...way]] : []));

export const step = (ways: Ways, key: string): Ways =>
  ways.flatMap(([first, ...rest]) =>
    first === undefined
      ? ALL
      : first === INSIDE
        ? HELD
        : first === key || first === '*' || key === '*'
          ? [rest]
          : [],
  );

/** Into the part of a value that a name stands for; `...rest` keeps the keys. */
export const into = (ways: Ways, { path }: Declaration): Ways =>
  path.reduce((found, key) => (key === '*' ? found : step(found, key)), ways);

/** Formats that leave no room for an address or a way out of a folder. */
const NARROW = new Set(['uuid', 'date', 'time', 'date-time', 'duration', 'ipv4', 'ipv6', 'email']);
/** What must not come through a pattern for it to be a safeguard. */
const HOSTILE = ['../../etc/passwd', '..', 'a/../b', 'https://evil.example/', '/etc/passwd', 'a/b'];

/** Arguments that may hold one of the texts, by their names. */
export function freeArguments(
  input: SchemaFact | undefined,
  hostile: readonly string[] = HOSTILE,
): Ways {
  if (!input?.properties) return [[]];
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
  return typeof pattern !== 'string' || hostile.some((text) => matches(pattern, text));
}

function matches(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch (error) {
    // Not a pattern: it keeps nothing out.
    if (error instanceof SyntaxError) return true;
    throw error;
  }
}
