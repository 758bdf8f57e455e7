import { isDeepStrictEqual } from 'node:util';
import { isLoopback } from '../../../runtime/src/utils/addresses.js';
import { isObject } from '../../../runtime/src/utils/is-object.js';
import type { FileClient } from '../../model/client.js';
import { defineMember, type Json, type JsonObject, valueAt, withValue } from '../../model/json.js';
import { isReference } from '../../model/secrets.js';
import { hasPlaceholder } from './entry.js';
import type { ClientServer } from './server.js';

/**
 * Returns the new entry with a user's changes of the old one: keys that we do not write for the
 * client, environment variables and headers, fixed members, and values in place of placeholders.
 */
export function mergeEntry(
  client: FileClient,
  old: Json | undefined,
  value: JsonObject,
): JsonObject {
  if (!isObject(old)) return value;
  const result = withEntered(old, value) as JsonObject; // an object like `value`
  const writtenKeyNames = writtenKeys(client);
  for (const [key, item] of Object.entries(old)) {
    const isKept = Object.hasOwn(value, key)
      ? isFixed(client, value, key)
      : !writtenKeyNames.has(key);
    if (isKept) defineMember(result, key, item);
  }
  return withAdded(client, old, result);
}

/**
 * Returns the entry with environment variables or headers that a user added to the old one.
 * References and placeholders are written by the command, so those that are not in the new entry
 * are removed.
 */
function withAdded({ stdio, http }: FileClient, old: JsonObject, value: JsonObject): JsonObject {
  let result = value;
  for (const [transport, place] of [
    [stdio?.command, stdio?.env],
    [http?.url, http?.headers],
  ] as const) {
    const isSame = [old, value].every(
      (candidate) => entryMember(candidate, transport) !== undefined,
    );
    const [oldValues, newValues] = [entryMember(old, place), entryMember(value, place)];
    if (!isSame || place === undefined || !isObject(oldValues)) continue;
    const names = new Set(
      Object.keys(isObject(newValues) ? newValues : {}).map((name) => name.toLowerCase()),
    );
    for (const [name, item] of Object.entries(oldValues))
      if (!names.has(name.toLowerCase()) && !isWritten(item))
        result = withValue(result, [...place.split('.'), name], item) as JsonObject; // still an object
  }
  return result;
}

const isWritten = (item: Json): boolean =>
  typeof item === 'string' && (hasPlaceholder(item) || isReference(item));

/** Returns the member at a dotted path; undefined if the client has no key for it. */
export const entryMember = (entry: Json, path: string | undefined): Json | undefined =>
  path === undefined ? undefined : valueAt(entry, path.split('.'));

/** Returns the command or URL of an entry, as the client reads it. */
export function readEntry({ stdio, http }: FileClient, entry: Json) {
  const commandWords = [entryMember(entry, stdio?.command), entryMember(entry, stdio?.args)]
    .flat()
    .filter((word): word is string => typeof word === 'string');
  const url = entryMember(entry, http?.url);
  return {
    words: commandWords,
    url: typeof url === 'string' ? url : undefined,
    env: textMembers(entryMember(entry, stdio?.env)),
    headers: textMembers(entryMember(entry, http?.headers)),
  };
}

const textMembers = (value: Json | undefined): Record<string, string> =>
  Object.fromEntries(
    Object.entries(isObject(value) ? value : {}).flatMap(([name, item]) =>
      item === null || typeof item === 'object' ? [] : [[name, String(item)]],
    ),
  );

/** Returns keys that we write for the client, of both transports; those that are not in the new entry are removed. */
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
    const fixedValue = shape?.extra?.[key];
    return fixedValue !== undefined && isDeepStrictEqual(value[key], fixedValue);
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
    const oldMember = isObject(old) && Object.hasOwn(old, key) ? old[key] : undefined;
    defineMember(result, key, withEntered(oldMember, item));
  }
  return result;
}

/** Returns whether an entry starts or connects to this server, possibly in another way or from another folder. */
export function isEntryOf(server: ClientServer, entry: Json): boolean {
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
    // Servers of other vendors also have paths of this form.
    const isSameOrigin =
      run.by === 'http' ? origin === new URL(run.url).origin : isLoopback(hostname);
    return isSameOrigin && pathname.endsWith(`/${provider}/mcp`);
  });
}

function textsIn(value: Json): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}
