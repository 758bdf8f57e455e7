import type { FileClient } from '../../model/client.js';
import { define, isObject, type Json, type JsonObject } from '../../model/json.js';
import type { Entry, Note, Server, Surroundings } from './server.js';

/** An entry that is being made. */
export interface Draft extends Entry {
  client: FileClient;
  server: Server;
  surroundings: Surroundings;
}

/** Sets a member at a dotted path; nothing happens where the client has no key for it. */
export function put(value: JsonObject, path: string | undefined, item: Json | undefined): void {
  if (path === undefined || item === undefined) return;
  const keys = path.split('.');
  let here = value;
  for (const key of keys.slice(0, -1)) {
    const there = Object.hasOwn(here, key) ? here[key] : undefined;
    const next = isObject(there) ? there : {};
    if (next !== there) define(here, key, next);
    here = next;
  }
  define(here, keys.at(-1) ?? path, item);
}

/** A list or mapping only where it holds something. */
export const unlessEmpty = <T extends object>(value: T): T | undefined =>
  Object.keys(value).length > 0 ? value : undefined;

export const warn = ({ notes }: Draft, code: string, text: string) =>
  add(notes, 'warning', code, text);
export const note = ({ notes }: Draft, code: string, text: string) =>
  add(notes, 'note', code, text);

function add(notes: Note[], level: Note['level'], code: string, text: string): void {
  if (!notes.some((each) => each.text === text)) notes.push({ level, code, text });
}
