import type { Format } from '../../model/client.js';
import { isObject, type Json, type JsonPath, valueAt } from '../../model/json.js';
import { repeatedKey, treeOf } from './json/tree.js';
import { withoutMark } from './mark.js';
import { parse } from './read.js';
import { Refusal } from './refusal.js';

/** Where a file keeps entries: in a mapping by name, or in a list of mappings that hold their names. */
export interface Container {
  format: Format;
  /** Literal keys from the root. */
  path: readonly string[];
  /** The key that holds an entry's name; only where the container is a list. */
  idKey?: string | undefined;
}

/** All entries, by name. @throws Refusal */
export function entries(text: string, container: Container): Map<string, Json> {
  const [, body] = withoutMark(text);
  const value = valueAt(parse(container.format, body), container.path);
  if (!Array.isArray(value)) return new Map(isObject(value) ? Object.entries(value) : []);
  const named = value.map((item) => [nameOf(item, container), item] as const);
  return new Map(named.filter((pair): pair is [string, Json] => typeof pair[0] === 'string'));
}

/** Path of an entry; undefined where there is none. */
export function pathOf(
  value: Json | undefined,
  container: Container,
  name: string,
): JsonPath | undefined {
  const found = valueAt(value, container.path);
  if (Array.isArray(found)) {
    const index = found.findIndex((item) => nameOf(item, container) === name);
    return index < 0 ? undefined : [...container.path, index];
  }
  const isThere = isObject(found) && Object.hasOwn(found, name);
  return isThere ? [...container.path, name] : undefined;
}

/** @throws Refusal where the way to the container, or an entry's name in it, is not clear */
export function checkContainer(
  body: string,
  value: Json | undefined,
  container: Container,
  name: string,
): void {
  const { format, path, idKey } = container;
  if (value !== undefined && value !== null && !isObject(value))
    throw new Refusal('not-a-mapping', 'The file is not a mapping.');
  for (const length of path.keys()) {
    const here = path.slice(0, length + 1);
    const found = valueAt(value, here) ?? null;
    const isList = here.length === path.length && idKey !== undefined;
    if (found !== null && !(isList ? Array.isArray(found) : isObject(found))) {
      const kind = isList ? 'a list' : 'a mapping';
      throw new Refusal('not-a-mapping', `"${here.join('.')}" is not ${kind}.`);
    }
  }
  if (format === 'json' || format === 'jsonc') {
    const key = repeatedKey(treeOf(body, true), path);
    if (key !== undefined) throw repeated(`The key "${key}"`);
  }
  const list = valueAt(value, path);
  const named = Array.isArray(list) ? list.filter((item) => nameOf(item, container) === name) : [];
  if (named.length > 1) throw repeated(`The entry "${name}"`);
}

const nameOf = (item: Json, { idKey = 'name' }: Container) => valueAt(item, [idKey]);

const repeated = (what: string) => new Refusal('duplicate-key', `${what} occurs more than once.`);
