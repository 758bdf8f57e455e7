import { isDeepStrictEqual } from 'node:util';
import type { Format } from '../../model/client.js';
import {
  define,
  isObject,
  type Json,
  type JsonObject,
  type JsonPath,
  valueAt,
  withoutValue,
  withValue,
} from '../../model/json.js';
import { withoutMark } from '../lines.js';
import { languages, parse } from './languages.js';
import { Refusal } from './refusal.js';

/** Where a file keeps entries: in a mapping by name, or in a list of mappings that hold their names. */
export interface Container {
  format: Format;
  /** Literal keys from the root. */
  path: readonly string[];
  /** The key that holds an entry's name; only where the container is a list. */
  idKey?: string | undefined;
}

/** One entry of a configuration file. */
export interface Target extends Container {
  name: string;
}

/** All entries, by name. @throws Refusal */
export function entries(text: string, container: Container): Map<string, Json> {
  const [, body] = withoutMark(text);
  const value = valueAt(parse(container.format, body), container.path);
  if (!Array.isArray(value)) return new Map(isObject(value) ? Object.entries(value) : []);
  const pairs = value.map((item) => [nameOf(item, container), item] as const);
  return new Map(pairs.filter((pair): pair is [string, Json] => typeof pair[0] === 'string'));
}

/**
 * Adds an entry below the others, or changes the one of the same name. Comments and all other values stay.
 * @throws Refusal where that cannot be done with certainty
 */
export const upsert = (text: string, target: Target, value: JsonObject): string =>
  edited(text, target, (before) => {
    const path = pathOf(before, target);
    if (!path) return addition(before, newPath(before, target), value);
    const changes = [...changesTo(valueAt(before, path), value, path)];
    return { changes, expected: withValue(before, path, value) };
  });

/**
 * Removes an entry; a text without it stays as it is.
 * @throws Refusal where that cannot be done with certainty
 */
export const remove = (text: string, target: Target): string =>
  edited(text, target, (before) => {
    const path = pathOf(before, target);
    return path
      ? { changes: [{ path }], expected: withoutValue(before, path) }
      : { changes: [], expected: before ?? {} };
  });

/** Without a value where it is removed. */
interface Change {
  path: JsonPath;
  value?: Json;
}

interface Edit {
  changes: readonly Change[];
  /** What the file holds then. */
  expected: Json;
}

/** Whatever a library does: the result must parse, and to nothing but the wanted value. */
function edited(text: string, target: Target, plan: (before: Json | undefined) => Edit): string {
  const [mark, body] = withoutMark(text);
  const { format } = target;
  const before = parse(format, body);
  checkContainer(before, target);
  const { changes, expected } = plan(before);
  if (changes.length === 0) return text;
  const changed = changes.reduce((edited, change) => carriedOut(format, edited, change), body);
  if (!isDeepStrictEqual(withoutEmpty(parse(format, changed) ?? {}), withoutEmpty(expected)))
    throw new Refusal('verification', 'The change would alter other settings of the file.');
  return mark + changed;
}

function carriedOut(format: Format, text: string, { path, value }: Change): string {
  const { set, remove } = languages[format];
  try {
    return value === undefined ? remove(text, path) : set(text, path, value);
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal(
      'unsupported',
      `"${path.join('.')}" is written in a form that cannot be edited.`,
    );
  }
}

/** Value by value, so that comments beside the others stay. */
function* changesTo(have: Json | undefined, want: Json, path: JsonPath): Generator<Change> {
  if (isDeepStrictEqual(have, want)) return;
  const areAlike = Array.isArray(want) ? Array.isArray(have) : isObject(have) && isObject(want);
  if (!areAlike) {
    yield { path, value: want };
    return;
  }
  for (const [key, item] of members(want))
    yield* changesTo(valueAt(have, [key]), item, [...path, key]);
  // From the end: an item that goes moves those behind it.
  for (const [key] of members(have ?? null).toReversed())
    if (valueAt(want, [key]) === undefined) yield { path: [...path, key] };
}

const members = (value: Json): (readonly [string | number, Json])[] =>
  Array.isArray(value) ? [...value.entries()] : Object.entries(value ?? {});

/** Of a new value: what leads to it is written with it where it is missing or null. */
function addition(before: Json | undefined, path: JsonPath, value: Json): Edit {
  const depth = path.findIndex(
    (_, index) => (valueAt(before, path.slice(0, index + 1)) ?? null) === null,
  );
  const at = path.slice(0, depth + 1);
  const nested = path
    .slice(depth + 1)
    .reduceRight<Json>(
      (inner, key) => (typeof key === 'number' ? [inner] : withValue({}, [key], inner)),
      value,
    );
  const above = at.slice(0, -1);
  const list = valueAt(before, above);
  const expected = Array.isArray(list)
    ? withValue(before, above, [...list, nested])
    : withValue(before, at, nested);
  return { changes: [{ path: at, value: nested }], expected };
}

/** Behind all other entries. */
function newPath(before: Json | undefined, { path, idKey, name }: Target): JsonPath {
  const list = valueAt(before, path);
  return [...path, idKey === undefined ? name : Array.isArray(list) ? list.length : 0];
}

/** Path of an entry; undefined where there is none. */
function pathOf(value: Json | undefined, container: Target): JsonPath | undefined {
  const containerValue = valueAt(value, container.path);
  if (Array.isArray(containerValue)) {
    const index = containerValue.findIndex((item) => nameOf(item, container) === container.name);
    return index < 0 ? undefined : [...container.path, index];
  }
  const isThere = isObject(containerValue) && Object.hasOwn(containerValue, container.name);
  return isThere ? [...container.path, container.name] : undefined;
}

/** @throws Refusal where the way to the container, or an entry's name in it, is not clear */
function checkContainer(value: Json | undefined, container: Target): void {
  const { path, idKey, name } = container;
  if (value !== undefined && value !== null && !isObject(value))
    throw new Refusal('not-a-mapping', 'The file is not a mapping.');
  for (const length of path.keys()) {
    const here = path.slice(0, length + 1);
    const level = valueAt(value, here) ?? null;
    const isList = here.length === path.length && idKey !== undefined;
    if (level !== null && !(isList ? Array.isArray(level) : isObject(level))) {
      const kind = isList ? 'a list' : 'a mapping';
      throw new Refusal('not-a-mapping', `"${here.join('.')}" is not ${kind}.`);
    }
  }
  const list = valueAt(value, path);
  const matches = Array.isArray(list)
    ? list.filter((item) => nameOf(item, container) === name)
    : [];
  if (matches.length > 1)
    throw new Refusal('duplicate-key', `The entry "${name}" occurs more than once.`);
}

const nameOf = (item: Json, { idKey = 'name' }: Container) => valueAt(item, [idKey]);

/** An empty container may be null (YAML), missing (TOML) or an empty mapping. */
function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isObject(value)) return value;
  const object: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    const inner = withoutEmpty(item);
    const isEmpty =
      inner === null || (typeof inner === 'object' && Object.keys(inner).length === 0);
    if (!isEmpty) define(object, key, inner);
  }
  return object;
}
