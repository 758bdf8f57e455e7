import { isDeepStrictEqual } from 'node:util';
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
import { checkContainer, type Container, entries, pathOf } from './container.js';
import { applySplices, type Splice } from './editor.js';
import { leafByLeaf } from './leaves.js';
import { withoutMark } from './mark.js';
import { editors, parse } from './read.js';
import { Refusal } from './refusal.js';

/** One entry of a configuration file. */
export interface Target extends Container {
  name: string;
}

/** A changed body, and what it must mean. */
interface Step {
  body: string;
  expected: Json;
}

/**
 * Adds an entry, or changes the one of the same name. Comments, order and all other bytes stay.
 * @throws Refusal where that cannot be done with certainty
 */
export function upsert(text: string, target: Target, value: JsonObject): string {
  return edited(text, target, (body, before) => {
    const place = pathOf(before, target, target.name);
    if (!place) return added(target, body, before, value);
    if (isDeepStrictEqual(valueAt(before, place), value)) return undefined;
    return replaced(target, body, before, place, value);
  });
}

/**
 * Removes an entry; a text without it stays as it is.
 * @throws Refusal where that cannot be done with certainty
 */
export function remove(text: string, target: Target): string {
  if (!entries(text, target).has(target.name)) return text;
  return edited(text, target, (body, before) => {
    const place = pathOf(before, target, target.name);
    const key = place?.at(-1);
    if (!place || key === undefined) return undefined;
    const splices = editors[target.format].remove(body, place.slice(0, -1), key);
    return { body: applySplices(body, splices), expected: withoutValue(before, place) };
  });
}

/** Whatever an editor does: the result must parse, and to nothing but the wanted value. */
function edited(
  text: string,
  target: Target,
  step: (body: string, before: Json | undefined) => Step | undefined,
): string {
  const [mark, body] = withoutMark(text);
  const before = parse(target.format, body);
  checkContainer(body, before, target, target.name);
  const result = step(body, before);
  if (!result) return text;
  if (!means(target, result))
    throw new Refusal('verification', 'The change would alter other settings of the file.');
  return mark + result.body;
}

function means({ format }: Target, { body, expected }: Step): boolean {
  try {
    return isDeepStrictEqual(withoutEmpty(parse(format, body) ?? {}), withoutEmpty(expected));
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

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

/** In front of the other entries; missing containers are made. */
function added(target: Target, body: string, before: Json | undefined, value: JsonObject): Step {
  const { format, path, idKey, name } = target;
  const editor = editors[format];
  const root = before ?? {};
  const list = valueAt(before, path) ?? null;
  if (path.length === 0 || list !== null) {
    const key = idKey === undefined ? name : null;
    const items = Array.isArray(list) ? [value, ...list] : null;
    return {
      body: applySplices(body, editor.insert(body, path, key, value)),
      expected: items ? withValue(root, path, items) : withValue(root, [...path, name], value),
    };
  }
  const depth = path.findIndex(
    (_, index) => (valueAt(before, path.slice(0, index + 1)) ?? null) === null,
  );
  const place = path.slice(0, depth + 1);
  const innermost: Json = idKey === undefined ? withValue({}, [name], value) : [value];
  const nested = withValue({}, path.slice(depth + 1), innermost);
  const splices: Splice[] =
    valueAt(before, place) === null
      ? editor.set(body, place, nested)
      : editor.insert(body, path.slice(0, depth), path[depth] ?? '', nested);
  return { body: applySplices(body, splices), expected: withValue(root, place, nested) };
}

/**
 * Leaf by leaf, so that comments beside leaves stay; those in a list that changes go. Where a form does not allow that, as
 * for a new key of a table without a header, the entry is written anew.
 */
function replaced(
  target: Target,
  body: string,
  before: Json | undefined,
  place: JsonPath,
  value: JsonObject,
): Step {
  const expected = withValue(before, place, value);
  try {
    const step = { body: leafByLeaf(target.format, body, place, value), expected };
    if (means(target, step)) return step;
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
  const splices = editors[target.format].remove(body, place.slice(0, -1), place.at(-1) ?? '');
  const without = applySplices(body, splices);
  return added(target, without, parse(target.format, without), value);
}
