import { isDeepStrictEqual } from 'node:util';
import type { FileClient } from '../../model/client.js';
import {
  define,
  isObject,
  type Json,
  type JsonObject,
  valueAt,
  withValue,
} from '../../model/json.js';
import { isLoopback } from '../../model/loopback.js';
import { isReference } from '../../model/secrets.js';
import { hasPlaceholder } from './entry.js';
import type { Server } from './server.js';

/**
 * The new entry, with what a person changed in the old one: keys that the client's row does not write, environment
 * variables and headers, fixed members, and values that were entered for placeholders.
 */
export function mergeEntry(
  client: FileClient,
  old: Json | undefined,
  value: JsonObject,
): JsonObject {
  if (!isObject(old)) return value;
  const result = withEntered(old, value) as JsonObject; // an object like `value`
  const written = writtenKeys(client);
  for (const [key, item] of Object.entries(old)) {
    const isKept = Object.hasOwn(value, key) ? isFixed(client, value, key) : !written.has(key);
    if (isKept) define(result, key, item);
  }
  return withAdded(client, old, result);
}

/**
 * With the environment variables, or the headers, that a person added to the old entry. References and placeholders are
 * what the command writes: those that are not in the new entry go.
 */
function withAdded({ stdio, http }: FileClient, old: JsonObject, value: JsonObject): JsonObject {
  let result = value;
  for (const [transport, place] of [
    [stdio?.command, stdio?.env],
    [http?.url, http?.headers],
  ] as const) {
    const isSame = [old, value].every((each) => at(each, transport) !== undefined);
    const [had, has] = [at(old, place), at(value, place)];
    if (!isSame || place === undefined || !isObject(had)) continue;
    const names = new Set(Object.keys(isObject(has) ? has : {}).map((name) => name.toLowerCase()));
    for (const [name, item] of Object.entries(had))
      if (!names.has(name.toLowerCase()) && !isWritten(item))
        result = withValue(result, [...place.split('.'), name], item) as JsonObject; // still an object
  }
  return result;
}

const isWritten = (item: Json): boolean =>
  typeof item === 'string' && (hasPlaceholder(item) || isReference(item));

/** The member at a dotted path; undefined where the client has no key for it. */
export const at = (entry: Json, path: string | undefined): Json | undefined =>
  path === undefined ? undefined : valueAt(entry, path.split('.'));

/** What an entry starts and reaches, as the client reads it. */
export function readEntry({ stdio, http }: FileClient, entry: Json) {
  const words = [at(entry, stdio?.command), at(entry, stdio?.args)]
    .flat()
    .filter((word): word is string => typeof word === 'string');
  const url = at(entry, http?.url);
  return {
    words,
    url: typeof url === 'string' ? url : undefined,
    env: textsOf(at(entry, stdio?.env)),
    headers: textsOf(at(entry, http?.headers)),
  };
}

const textsOf = (value: Json | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).flatMap(([name, item]) =>
      item === null || typeof item === 'object' ? [] : [[name, String(item)]],
    ),
  );

/** Keys that a row writes, of both transports: those that are not in the new entry go. */
function writtenKeys({ stdio, http }: FileClient): Set<string> {
  const paths = [stdio, http].flatMap((shape) => {
    if (!shape) return [];
    const { type, typeKeys = ['type'], extra = {}, ...keys } = shape;
    const paths = Object.values(keys).filter((path) => !Object.hasOwn(extra, path));
    return [...(type === undefined ? [] : typeKeys), ...paths];
  });
  return new Set(paths.map((path) => path.split('.')[0] ?? path));
}

const isFixed = ({ stdio, http }: FileClient, value: JsonObject, key: string): boolean =>
  [stdio, http].some((shape) => {
    const fixed = shape?.extra?.[key];
    return fixed !== undefined && isDeepStrictEqual(value[key], fixed);
  });

function withEntered(old: Json | undefined, value: Json): Json {
  if (typeof value === 'string')
    return hasPlaceholder(value) && typeof old === 'string' ? old : value;
  if (Array.isArray(value)) {
    const olds = Array.isArray(old) && old.length === value.length ? old : [];
    return value.map((item, index) => withEntered(olds[index], item));
  }
  if (!isObject(value)) return value;
  const result: JsonObject = {};
  for (const [key, item] of Object.entries(value)) {
    const there = isObject(old) && Object.hasOwn(old, key) ? old[key] : undefined;
    define(result, key, withEntered(there, item));
  }
  return result;
}

/** Whether an entry starts or reaches this server, perhaps in another way or from another folder. */
export function isEntryOf(server: Server, entry: Json): boolean {
  const { provider, run } = server;
  const texts = textsIn(entry);
  const names = (word: string) =>
    texts.some((text, index) => texts[index - 1] === '--provider' && text === word);
  const starts = texts.some(
    (text) =>
      /(^|[\\/])dist[\\/]server\.js$/.test(text) || (run.by === 'npx' && text === run.package),
  );
  if (starts && names(provider)) return true;
  return texts.some((text) => {
    if (run.by === 'http' && text === run.url) return true;
    if (!URL.canParse(text)) return false;
    const { hostname, origin, pathname } = new URL(text);
    // Other vendors have paths of that form, too.
    const isHere = run.by === 'http' ? origin === new URL(run.url).origin : isLoopback(hostname);
    return isHere && pathname.endsWith(`/${provider}/mcp`);
  });
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
