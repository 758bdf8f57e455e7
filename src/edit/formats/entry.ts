import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { Format } from '../../model/client.js';
import {
  defineMember,
  type Json,
  type JsonObject,
  type JsonPath,
  valueAt,
  withoutValue,
  withValue,
} from '../../model/json.js';
import { withoutMark } from '../lines.js';
import { languages, parse } from './languages.js';
import { EditRefusedError } from './refusal.js';

/** The place of entries in a file: a mapping by name, or a list of mappings that contain their names. */
export interface EntryContainer {
  format: Format;
  /** Literal keys from the root. */
  path: readonly string[];
  /** The key of an entry's name, if the container is a list. */
  idKey?: string | undefined;
}

/** One entry of a configuration file. */
export interface EntryTarget extends EntryContainer {
  name: string;
}

/** Returns all entries by name. @throws EditRefusedError */
export function entries(text: string, container: EntryContainer): Map<string, Json> {
  const [, body] = withoutMark(text);
  const value = valueAt(parse(container.format, body), container.path);
  if (!Array.isArray(value)) return new Map(isObject(value) ? Object.entries(value) : []);
  const pairs = value.map((item) => [itemId(item, container), item] as const);
  return new Map(pairs.filter((pair): pair is [string, Json] => typeof pair[0] === 'string'));
}

/**
 * Adds an entry after the others, or changes the one with the same name. Comments and all other
 * values stay.
 * @throws EditRefusedError if the result is uncertain
 */
export const upsert = (text: string, target: EntryTarget, value: JsonObject): string =>
  editVerified(text, target, (currentValue) => {
    const path = entryPath(currentValue, target);
    if (!path) return addition(currentValue, newPath(currentValue, target), value);
    const changes = [...changesTo(valueAt(currentValue, path), value, path)];
    return { changes, expected: withValue(currentValue, path, value) };
  });

/** Removes an entry; a text without it stays as it is. @throws EditRefusedError if the result is uncertain */
export const remove = (text: string, target: EntryTarget): string =>
  editVerified(text, target, (currentValue) => {
    const path = entryPath(currentValue, target);
    return path
      ? { changes: [{ path }], expected: withoutValue(currentValue, path) }
      : { changes: [], expected: currentValue ?? {} };
  });

/** A change of one value, which is absent if the value is removed. */
interface ValueAtPath {
  path: JsonPath;
  value?: Json;
}

interface PlannedEdit {
  changes: readonly ValueAtPath[];
  /** The value that the file must have afterwards. */
  expected: Json;
}

/** Edits a text and verifies the result: it must parse to exactly the expected value, whatever the library does. */
function editVerified(
  text: string,
  target: EntryTarget,
  plan: (currentValue: Json | undefined) => PlannedEdit,
): string {
  const [mark, body] = withoutMark(text);
  const { format } = target;
  const currentValue = parse(format, body);
  checkContainer(currentValue, target);
  const { changes, expected } = plan(currentValue);
  if (changes.length === 0) return text;
  const changedText = changes.reduce(
    (textSoFar, change) => applyChange(format, textSoFar, change),
    body,
  );
  if (!isDeepStrictEqual(withoutEmpty(parse(format, changedText) ?? {}), withoutEmpty(expected)))
    throw new EditRefusedError(
      'verification',
      'The change would alter other settings of the file.',
    );
  return mark + changedText;
}

function applyChange(format: Format, text: string, { path, value }: ValueAtPath): string {
  const { set, remove } = languages[format];
  try {
    return value === undefined ? remove(text, path) : set(text, path, value);
  } catch (error) {
    if (error instanceof EditRefusedError) throw error;
    throw new EditRefusedError(
      'unsupported',
      `"${path.join('.')}" is written in a form that cannot be edited.`,
    );
  }
}

/** Returns the changes of single values, so that comments on other values stay. */
function* changesTo(
  currentValue: Json | undefined,
  wantedValue: Json,
  path: JsonPath,
): Generator<ValueAtPath> {
  if (isDeepStrictEqual(currentValue, wantedValue)) return;
  const areAlike = Array.isArray(wantedValue)
    ? Array.isArray(currentValue)
    : isObject(currentValue) && isObject(wantedValue);
  if (!areAlike) {
    yield { path, value: wantedValue };
    return;
  }
  for (const [key, item] of members(wantedValue))
    yield* changesTo(valueAt(currentValue, [key]), item, [...path, key]);
  // Removed from the end, because a removed item moves the following ones.
  for (const [key] of members(currentValue ?? null).toReversed())
    if (valueAt(wantedValue, [key]) === undefined) yield { path: [...path, key] };
}

const members = (value: Json): (readonly [string | number, Json])[] =>
  Array.isArray(value) ? [...value.entries()] : Object.entries(value ?? {});

/** Adds a value; missing parents, and parents that are null, are written with it. */
function addition(currentValue: Json | undefined, path: JsonPath, value: Json): PlannedEdit {
  const depth = path.findIndex(
    (_, index) => (valueAt(currentValue, path.slice(0, index + 1)) ?? null) === null,
  );
  const missingPath = path.slice(0, depth + 1);
  const nestedValue = path
    .slice(depth + 1)
    .reduceRight<Json>(
      (inner, key) => (typeof key === 'number' ? [inner] : withValue({}, [key], inner)),
      value,
    );
  const parentPath = missingPath.slice(0, -1);
  const list = valueAt(currentValue, parentPath);
  const expectedValue = Array.isArray(list)
    ? withValue(currentValue, parentPath, [...list, nestedValue])
    : withValue(currentValue, missingPath, nestedValue);
  return { changes: [{ path: missingPath, value: nestedValue }], expected: expectedValue };
}

/** Returns the path of a new entry, after all others. */
function newPath(currentValue: Json | undefined, { path, idKey, name }: EntryTarget): JsonPath {
  const list = valueAt(currentValue, path);
  return [...path, idKey === undefined ? name : Array.isArray(list) ? list.length : 0];
}

/** Returns the path of an entry; undefined if it does not exist. */
function entryPath(value: Json | undefined, container: EntryTarget): JsonPath | undefined {
  const containerValue = valueAt(value, container.path);
  if (Array.isArray(containerValue)) {
    const index = containerValue.findIndex((item) => itemId(item, container) === container.name);
    return index < 0 ? undefined : [...container.path, index];
  }
  const hasMember = isObject(containerValue) && Object.hasOwn(containerValue, container.name);
  return hasMember ? [...container.path, container.name] : undefined;
}

/** Checks the container. @throws EditRefusedError if its path, or an entry's name in it, is ambiguous */
function checkContainer(value: Json | undefined, container: EntryTarget): void {
  const { path, idKey, name } = container;
  if (value !== undefined && value !== null && !isObject(value))
    throw new EditRefusedError('not-a-mapping', 'The file is not a mapping.');
  for (const length of path.keys()) {
    const currentPath = path.slice(0, length + 1);
    const level = valueAt(value, currentPath) ?? null;
    const isList = currentPath.length === path.length && idKey !== undefined;
    if (level !== null && !(isList ? Array.isArray(level) : isObject(level))) {
      const kind = isList ? 'a list' : 'a mapping';
      throw new EditRefusedError('not-a-mapping', `"${currentPath.join('.')}" is not ${kind}.`);
    }
  }
  const list = valueAt(value, path);
  const matches = Array.isArray(list)
    ? list.filter((item) => itemId(item, container) === name)
    : [];
  if (matches.length > 1)
    throw new EditRefusedError('duplicate-key', `The entry "${name}" occurs more than once.`);
}

const itemId = (item: Json, { idKey = 'name' }: EntryContainer) => valueAt(item, [idKey]);

/** Returns the value without empty containers, which may be null (YAML), missing (TOML) or an empty mapping. */
function withoutEmpty(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (!isObject(value)) return value;
  const object: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    const inner = withoutEmpty(item);
    const isEmpty =
      inner === null || (typeof inner === 'object' && Object.keys(inner).length === 0);
    if (!isEmpty) defineMember(object, key, inner);
  }
  return object;
}
