import { isDeepStrictEqual } from 'node:util';
import { entryFor, isPromptOf } from '../clients/entry/entry.js';
import { at, isEntryOf, mergeEntry } from '../clients/entry/merge.js';
import type { Entry, Note, Prompt, Server, Surroundings } from '../clients/entry/server.js';
import { type Container, entries, remove, upsert } from '../edit/formats/entry.js';
import { newDocument, parse } from '../edit/formats/languages.js';
import { Refusal } from '../edit/formats/refusal.js';
import { withoutMark } from '../edit/lines.js';
import type { FileClient } from '../model/client.js';
import { isObject, type Json, type JsonObject, valueAt } from '../model/json.js';

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
  const newNames = new Set(servers.map(({ name }) => name));
  let edited = text ?? newFile(client, surroundings);
  for (const server of inOrderOfEdits(client, servers)) {
    const shape = shapeOf(client, edited);
    const { extra } = shape;
    const all = entries(edited, shape);
    const old = all.get(server.name);
    const isRenewed = old !== undefined && isEntryOf(server, old);
    const otherPrompts = promptsOfOthers(client, edited, isRenewed ? old : null);
    const around = { ...surroundings, ...(extra && { extra }), otherPrompts };
    const entry = entryFor(client, server, around);
    const others = new Map([...all].filter(([name]) => !newNames.has(name)));
    const notes = [...entry.notes, ...sharedSecrets(client, entry.value, others)];
    made.set(server.name, { ...entry, notes });
    const isOurs = old === undefined || isRenewed || isDeepStrictEqual(old, entry.value);
    if (!isOurs && !overwrite) throw conflict(server.name);
    const value = isOurs ? mergeEntry(client, old, entry.value) : entry.value;
    edited = upsert(edited, { ...shape, name: server.name }, value);
    edited = withPrompts(client, edited, entry.inputs);
  }
  return { text: edited, entries: made };
}

/** New entries of JSON go in front of the others: edited in this order, they end up in that of the project. */
const inOrderOfEdits = <T>({ format }: FileClient, items: readonly T[]): readonly T[] =>
  format.startsWith('json') ? items.toReversed() : items;

/**
 * Ids of the prompts that a file has, or refers to, but for those that only this entry refers to.
 * @param entry null where the file has none of ours
 */
function promptsOfOthers(client: FileClient, text: string, entry: Json): string[] {
  const container = promptsOf(client);
  if (!container) return [];
  const sources = sourcesOf(client, text);
  const [start = '', end = ''] = referenceTo(client, '\0').split('\0');
  const referred = sources.flatMap((source) =>
    source
      .split(start)
      .slice(1)
      .map((rest) => rest.split(end, 1)[0] ?? ''),
  );
  return [...entries(text, container).keys(), ...referred].filter((id) => {
    const uses = (source: string) => source.split(referenceTo(client, id)).length - 1;
    const useCount = uses(JSON.stringify(entry));
    return useCount === 0 || sources.some((source) => uses(source) > useCount);
  });
}

/**
 * Warnings of secrets that an entry sends to a URL, and other entries use: Goose looks for their names in its own store,
 * which has one value for each.
 */
function sharedSecrets(
  { label, http }: FileClient,
  entry: Json,
  others: ReadonlyMap<string, Json>,
): Note[] {
  const namesIn = (value: Json) =>
    [at(value, http?.envNames)].flat().filter((name) => typeof name === 'string');
  const names = at(entry, http?.url) === undefined ? [] : namesIn(entry);
  return [...others].flatMap(([other, value]) =>
    namesIn(value)
      .filter((name) => names.includes(name))
      .map((name) => ({
        level: 'warning',
        code: 'shared-secret',
        text: `${label} has one value for "${name}", which "${other}" uses, too: name another variable if this server may not get it.`,
      })),
  );
}

/** A text with its comments, and without the escapes that a reference can have in it. */
const sourcesOf = ({ format }: FileClient, text: string): string[] => [
  text,
  JSON.stringify(parse(format, withoutMark(text)[1]) ?? null),
];

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
  const orderedEntries = inOrderOfEdits(client, there).map(({ name }) => ({
    name,
    value: all.get(name) ?? null,
  }));
  const isLast = backup !== null && adding(client, backup, orderedEntries, text) === text;
  if (isLast && isBefore(client, backup, there, all)) return backup;
  if (adding(client, newFile(client, { project }), orderedEntries, text) === text) return null;
  return orderedEntries.reduce((edited, { name }) => {
    const without = remove(edited, { ...shapeOf(client, edited), name });
    return withoutPrompts(client, without, promptsIn(client, name, all.get(name), text));
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
      return withPrompts(client, added, promptsIn(client, name, value, text));
    }, earlier);
  } catch (error) {
    if (error instanceof Refusal) return undefined;
    throw error;
  }
}

/** The prompts of a file that were made for an entry, and that it refers to. */
function promptsIn(
  client: FileClient,
  name: string,
  entry: Json | undefined,
  text: string,
): Prompt[] {
  const container = promptsOf(client);
  if (!container) return [];
  const source = JSON.stringify(entry);
  return [...entries(text, container)].flatMap(([id, prompt]) =>
    isObject(prompt) && isPromptOf(name, prompt) && source.includes(referenceTo(client, id))
      ? [{ ...prompt, id }]
      : [],
  );
}

/** Prompts that nothing else in the file refers to go with the entry, and the list where it is empty then. */
function withoutPrompts(client: FileClient, text: string, prompts: readonly Prompt[]): string {
  const container = promptsOf(client);
  if (!container) return text;
  const without = prompts.reduce((edited, prompt) => {
    const name = prompt.id;
    const reference = referenceTo(client, name);
    const isUsed = sourcesOf(client, edited).some((source) => source.includes(reference));
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

/** The prompts of a file, by their reference in its entries. */
export function promptsInFile(client: FileClient, text: string): Map<string, Json> {
  const container = promptsOf(client);
  const all = container ? entries(text, container) : [];
  return new Map(Array.from(all, ([id, prompt]) => [referenceTo(client, id), prompt]));
}

/** Where the prompts of a client are. */
const promptsOf = ({ format, variables }: FileClient): Container | undefined =>
  variables?.prompt && { format, path: variables.prompt.path, idKey: 'id' };
