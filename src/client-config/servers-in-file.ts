import { isDeepStrictEqual } from 'node:util';
import { entryFor } from '../clients/entry/entry.js';
import { merged, isEntryOf } from '../clients/entry/merge.js';
import type { Entry, Prompt, Server, Surroundings } from '../clients/entry/server.js';
import { entries, upsert, remove, type Container } from '../edit/formats/entry.js';
import { newDocument, withoutMark, parse } from '../edit/formats/language.js';
import { Refusal } from '../edit/formats/refusal.js';
import type { FileClient } from '../model/client.js';
import { type JsonObject, isObject, type Json, valueAt } from '../model/json.js';

interface WithServers {
  text: string;
  /** By name of the server. */
  entries: Map<string, Entry>;
}

interface Replacing {
  /** Replace an entry of the same name that is not ours. */
  overwrite: boolean;
  /** Makes the failure for such an entry. */
  conflict(name: string): Error;
}

/**
 * The text of a file with the entries of servers, and the prompts that they refer to.
 * @param text null where there is no file
 * @throws Refusal, CliError
 */
export function withServers(
  client: FileClient,
  text: string | null,
  servers: readonly Server[],
  surroundings: Surroundings,
  { overwrite, conflict }: Replacing,
): WithServers {
  const made = new Map<string, Entry>();
  let edited = text ?? newFile(client, surroundings);
  for (const server of inOrderOfEdits(client, servers)) {
    const shape = shapeOf(client, edited);
    const { extra } = shape;
    const entry = entryFor(client, server, { ...surroundings, ...(extra && { extra }) });
    made.set(server.name, entry);
    const old = entries(edited, shape).get(server.name);
    const isOurs =
      old === undefined || isEntryOf(server, old) || isDeepStrictEqual(old, entry.value);
    if (!isOurs && !overwrite) throw conflict(server.name);
    const value = isOurs ? merged(client, old, entry.value) : entry.value;
    edited = upsert(edited, { ...shape, name: server.name }, value);
    edited = withPrompts(client, edited, entry.inputs);
  }
  return { text: edited, entries: made };
}

/** New entries of JSON go in front of the others: edited in this order, they end up in that of the project. */
const inOrderOfEdits = <T>({ format }: FileClient, items: readonly T[]): readonly T[] =>
  format.startsWith('json') ? items.toReversed() : items;

/** Prompts that the file has already stay as they are. */
function withPrompts(client: FileClient, text: string, inputs: readonly Prompt[]): string {
  const container = promptsOf(client);
  if (!container) return text;
  return inputs.reduce((edited, input) => {
    const name = input.id;
    const isThere = entries(edited, container).has(name);
    return isThere ? edited : upsert(edited, { ...container, name }, input);
  }, text);
}

/** A file before its first entry. */
function newFile(
  { format, newFile: members = {} }: FileClient,
  { project }: Pick<Surroundings, 'project'>,
): string {
  const filled = Object.entries(members).map(([key, text]) => [
    key,
    text === 'APP' ? project : text,
  ]);
  return newDocument(format, Object.fromEntries(filled) as JsonObject);
}

/**
 * The text of a file without the entries of servers; null where the file has nothing else and goes.
 * @param backup the file before the last change: restored where it has none of our entries, and adding them gives exactly `text`
 * @throws Refusal, CliError
 */
export function withoutServers(
  client: FileClient,
  text: string,
  servers: readonly Server[],
  { project }: Surroundings,
  backup: string | null,
  { overwrite, conflict }: Replacing,
): string | null {
  const all = entries(text, shapeOf(client, text));
  const there = servers.filter(({ name }) => all.has(name));
  for (const server of there)
    if (!overwrite && !isEntryOf(server, all.get(server.name) ?? null)) throw conflict(server.name);
  if (there.length === 0) return text;
  const found = inOrderOfEdits(client, there).map(({ name }) => ({
    name,
    value: all.get(name) ?? null,
  }));
  const isLast = backup !== null && adding(client, backup, found, text) === text;
  if (isLast && isBefore(client, backup, there, all)) return backup;
  if (adding(client, newFile(client, { project }), found, text) === text) return null;
  return found.reduce((edited, { name }) => {
    const without = remove(edited, { ...shapeOf(client, edited), name });
    return withoutPrompts(client, without, promptsIn(client, all.get(name), text));
  }, text);
}

/** Whether a text has none of the entries; another server's may be in the place of one. */
function isBefore(
  client: FileClient,
  backup: string,
  servers: readonly Server[],
  now: ReadonlyMap<string, Json>,
): boolean {
  const had = entries(backup, shapeOf(client, backup));
  return servers.every((server) => {
    const entry = had.get(server.name);
    const isSame = isDeepStrictEqual(entry, now.get(server.name));
    return entry === undefined || !(isSame || isEntryOf(server, entry));
  });
}

interface Found {
  name: string;
  value: Json;
}

/** What writing the same entries makes of an earlier text; undefined where it cannot be edited. */
function adding(
  client: FileClient,
  earlier: string,
  found: readonly Found[],
  text: string,
): string | undefined {
  try {
    return found.reduce((edited, { name, value }) => {
      if (!isObject(value)) return edited;
      const added = upsert(edited, { ...shapeOf(client, edited), name }, value);
      return withPrompts(client, added, promptsIn(client, value, text));
    }, earlier);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The prompts of a file that an entry refers to. */
function promptsIn(client: FileClient, entry: Json | undefined, text: string): Prompt[] {
  const container = promptsOf(client);
  if (!container) return [];
  const source = JSON.stringify(entry);
  return [...entries(text, container)].flatMap(([id, prompt]) =>
    isObject(prompt) && source.includes(referenceTo(client, id)) ? [{ ...prompt, id }] : [],
  );
}

/** Prompts that nothing else in the file refers to go with the entry, and the list where it is empty then. */
function withoutPrompts(client: FileClient, text: string, prompts: readonly Prompt[]): string {
  const container = promptsOf(client);
  if (!container) return text;
  const without = prompts.reduce((edited, prompt) => {
    const name = prompt.id;
    const isUsed = edited.includes(referenceTo(client, name));
    return isUsed ? edited : remove(edited, { ...container, name });
  }, text);
  const name = container.path.at(-1) ?? '';
  const isEmptied =
    without !== text &&
    entries(without, container).size === 0 &&
    new RegExp(`"${name}"\\s*:\\s*\\[\\s*\\]`).test(without);
  const { format, path } = container;
  return isEmptied ? remove(without, { format, path: path.slice(0, -1), name }) : without;
}

const referenceTo = ({ variables }: FileClient, id: string) =>
  variables?.prompt?.reference.replace('ID', () => id) ?? '';

/** Where the entries of a file are, and what its shape adds to each. */
interface FileShape extends Container {
  extra?: JsonObject;
}

/** The shape that a file has, else the client's current one. @throws Refusal where the text is not of its format */
export function shapeOf({ format, container, otherShape }: FileClient, text: string): FileShape {
  const [, body] = withoutMark(text);
  const value = parse(format, body);
  const shape = (path: readonly string[]): FileShape => ({ format, path, idKey: container.idKey });
  if (valueAt(value, container.path) !== undefined) return shape(container.path);
  if (otherShape) {
    const old = valueAt(value, otherShape.path);
    const isEntry = (item: unknown) =>
      isObject(item as JsonObject) && ('type' in (item as object) || 'enabled' in (item as object));
    if (isObject(old) && Object.values(old).some(isEntry))
      return { ...shape(otherShape.path), extra: otherShape.extra };
  }
  const alternative = container.alternatives?.find((path) => isObject(valueAt(value, path)));
  return shape(alternative ?? container.path);
}

/** Where the prompts of a client are. */
const promptsOf = ({ format, variables }: FileClient): Container | undefined =>
  variables?.prompt && { format, path: variables.prompt.path, idKey: 'id' };
