import { isDeepStrictEqual } from 'node:util';
import { isObject } from '../../runtime/src/utils/is-object.js';
import { entryFor, isPromptOf } from '../clients/entry/entry.js';
import { entryMember, isEntryOf, mergeEntry } from '../clients/entry/merge.js';
import type {
  ClientServer,
  GeneratedEntry,
  Note,
  Prompt,
  ReaderSurroundings,
} from '../clients/entry/server.js';
import { entries, type EntryContainer, remove, upsert } from '../edit/formats/entry.js';
import { newDocument, parse } from '../edit/formats/languages.js';
import { EditRefusedError } from '../edit/formats/refusal.js';
import { withoutMark } from '../edit/lines.js';
import type { FileClient } from '../model/client.js';
import { type Json, type JsonObject, valueAt } from '../model/json.js';

interface WithServers {
  text: string;
  /** Entries by name of the server. */
  entries: Map<string, GeneratedEntry>;
}

interface ReplacementOptions {
  /** Whether an entry with the same name that is not ours is replaced. */
  overwrite: boolean;
  /** Returns the error for such an entry. */
  conflict(name: string): Error;
}

/**
 * Returns the text of a file with the entries of servers, and the prompts to which they refer.
 * @param text null if the file does not exist
 * @throws EditRefusedError, CliError
 */
export function addServers(
  client: FileClient,
  text: string | null,
  servers: readonly ClientServer[],
  surroundings: ReaderSurroundings,
  { overwrite, conflict }: ReplacementOptions,
): WithServers {
  const newEntries = new Map<string, GeneratedEntry>();
  const newNames = new Set(servers.map(({ name }) => name));
  let editedText = text ?? newFile(client, surroundings);
  for (const server of orderForEdits(client, servers)) {
    const shape = fileShapeOf(client, editedText);
    const { extra } = shape;
    const allEntries = entries(editedText, shape);
    const old = allEntries.get(server.name);
    const isRenewed = old !== undefined && isEntryOf(server, old);
    const otherPrompts = promptsOfOthers(client, editedText, isRenewed ? old : null);
    const entrySurroundings = { ...surroundings, ...(extra && { extra }), otherPrompts };
    const entry = entryFor(client, server, entrySurroundings);
    const otherEntries = new Map([...allEntries].filter(([name]) => !newNames.has(name)));
    const notes = [...entry.notes, ...sharedSecrets(client, entry.value, otherEntries)];
    newEntries.set(server.name, { ...entry, notes });
    const isGenerated = old === undefined || isRenewed || isDeepStrictEqual(old, entry.value);
    if (!isGenerated && !overwrite) throw conflict(server.name);
    const value = isGenerated ? mergeEntry(client, old, entry.value) : entry.value;
    editedText = upsert(editedText, { ...shape, name: server.name }, value);
    editedText = withPrompts(client, editedText, entry.inputs);
  }
  return { text: editedText, entries: newEntries };
}

/** Reverses the order for JSON, because its editor inserts each new entry before the others. */
const orderForEdits = <T>({ format }: FileClient, items: readonly T[]): readonly T[] =>
  format.startsWith('json') ? items.toReversed() : items;

/**
 * Returns the ids of the prompts that a file contains or refers to, except those to which only this
 * entry refers.
 * @param entry null if the file has none of ours
 */
function promptsOfOthers(client: FileClient, text: string, entry: Json): string[] {
  const container = promptContainer(client);
  if (!container) return [];
  const sources = searchedTexts(client, text);
  const [start = '', end = ''] = referenceTo(client, '\0').split('\0');
  const referredIds = sources.flatMap((source) =>
    source
      .split(start)
      .slice(1)
      .map((rest) => rest.split(end, 1)[0] ?? ''),
  );
  return [...entries(text, container).keys(), ...referredIds].filter((id) => {
    const countUses = (source: string) => source.split(referenceTo(client, id)).length - 1;
    const useCount = countUses(JSON.stringify(entry));
    return useCount === 0 || sources.some((source) => countUses(source) > useCount);
  });
}

/**
 * Returns warnings about secrets that an entry sends to a URL and that other entries use, because
 * Goose has only one value for each name in its own store.
 */
function sharedSecrets(
  { label, http }: FileClient,
  entry: Json,
  otherEntries: ReadonlyMap<string, Json>,
): Note[] {
  const namesIn = (value: Json) =>
    [entryMember(value, http?.envNames)].flat().filter((name) => typeof name === 'string');
  const names = entryMember(entry, http?.url) === undefined ? [] : namesIn(entry);
  return [...otherEntries].flatMap(([otherName, value]) =>
    namesIn(value)
      .filter((name) => names.includes(name))
      .map((name) => ({
        level: 'warning',
        code: 'shared-secret',
        text: `${label} has one value for "${name}", which "${otherName}" uses, too: name another variable if this server may not get it.`,
      })),
  );
}

/** Returns a text with its comments, and without escapes in references. */
const searchedTexts = ({ format }: FileClient, text: string): string[] => [
  text,
  JSON.stringify(parse(format, withoutMark(text)[1]) ?? null),
];

/** Returns the text with prompts; existing ones stay as they are. */
function withPrompts(client: FileClient, text: string, inputs: readonly Prompt[]): string {
  const container = promptContainer(client);
  if (!container) return text;
  return inputs.reduce((textSoFar, input) => {
    const name = input.id;
    const hasEntry = entries(textSoFar, container).has(name);
    return hasEntry ? textSoFar : upsert(textSoFar, { ...container, name }, input);
  }, text);
}

/** Returns the text of a file before its first entry. */
function newFile(
  { format, newFile: members = {} }: FileClient,
  { project }: Pick<ReaderSurroundings, 'project'>,
): string {
  const filledMembers = Object.entries(members).map(([key, text]) => [
    key,
    text === 'APP' ? project : text,
  ]);
  return newDocument(format, Object.fromEntries(filledMembers) as JsonObject);
}

/**
 * Returns the text of a file without the entries of servers; null if the file contains nothing else
 * and is deleted.
 * @param backup text before the last change, which is restored if it has none of our entries and
 * adding them gives exactly `text`
 * @throws EditRefusedError, CliError
 */
export function removeServers(
  client: FileClient,
  text: string,
  servers: readonly ClientServer[],
  { project }: ReaderSurroundings,
  backup: string | null,
  { overwrite, conflict }: ReplacementOptions,
): string | null {
  const allEntries = entries(text, fileShapeOf(client, text));
  const presentServers = servers.filter(({ name }) => allEntries.has(name));
  for (const server of presentServers)
    if (!overwrite && !isEntryOf(server, allEntries.get(server.name) ?? null))
      throw conflict(server.name);
  if (presentServers.length === 0) return text;
  const orderedEntries = orderForEdits(client, presentServers).map(({ name }) => ({
    name,
    value: allEntries.get(name) ?? null,
  }));
  const isLast = backup !== null && withFoundEntries(client, backup, orderedEntries, text) === text;
  if (isLast && isBefore(client, backup, presentServers, allEntries)) return backup;
  if (withFoundEntries(client, newFile(client, { project }), orderedEntries, text) === text)
    return null;
  return orderedEntries.reduce((textSoFar, { name }) => {
    const textWithoutEntry = remove(textSoFar, { ...fileShapeOf(client, textSoFar), name });
    return withoutPrompts(
      client,
      textWithoutEntry,
      promptsIn(client, name, allEntries.get(name), text),
    );
  }, text);
}

/** Returns whether a text contains none of the entries; another server's may have the same name. */
function isBefore(
  client: FileClient,
  backup: string,
  servers: readonly ClientServer[],
  currentEntries: ReadonlyMap<string, Json>,
): boolean {
  const backupEntries = entries(backup, fileShapeOf(client, backup));
  return servers.every((server) => {
    const entry = backupEntries.get(server.name);
    const isSame = isDeepStrictEqual(entry, currentEntries.get(server.name));
    return entry === undefined || !(isSame || isEntryOf(server, entry));
  });
}

interface FoundEntry {
  name: string;
  value: Json;
}

/** Returns the result of adding the same entries to an earlier text; undefined if it cannot be edited. */
function withFoundEntries(
  client: FileClient,
  earlierText: string,
  foundEntries: readonly FoundEntry[],
  text: string,
): string | undefined {
  try {
    return foundEntries.reduce((textSoFar, { name, value }) => {
      if (!isObject(value)) return textSoFar;
      const textWithEntry = upsert(textSoFar, { ...fileShapeOf(client, textSoFar), name }, value);
      return withPrompts(client, textWithEntry, promptsIn(client, name, value, text));
    }, earlierText);
  } catch (error) {
    if (error instanceof EditRefusedError) return undefined;
    throw error;
  }
}

/** Returns the prompts of a file that were created for an entry, and to which it refers. */
function promptsIn(
  client: FileClient,
  name: string,
  entry: Json | undefined,
  text: string,
): Prompt[] {
  const container = promptContainer(client);
  if (!container) return [];
  const source = JSON.stringify(entry);
  return [...entries(text, container)].flatMap(([id, prompt]) =>
    isObject(prompt) && isPromptOf(name, prompt) && source.includes(referenceTo(client, id))
      ? [{ ...prompt, id }]
      : [],
  );
}

/** Returns the text without prompts to which no other entry refers, and without an empty list of prompts. */
function withoutPrompts(client: FileClient, text: string, prompts: readonly Prompt[]): string {
  const container = promptContainer(client);
  if (!container) return text;
  const textWithoutPrompts = prompts.reduce((textSoFar, prompt) => {
    const name = prompt.id;
    const reference = referenceTo(client, name);
    const isUsed = searchedTexts(client, textSoFar).some((source) => source.includes(reference));
    return isUsed ? textSoFar : remove(textSoFar, { ...container, name });
  }, text);
  const name = container.path.at(-1) ?? '';
  const isEmptied =
    textWithoutPrompts !== text &&
    entries(textWithoutPrompts, container).size === 0 &&
    new RegExp(`"${name}"\\s*:\\s*\\[\\s*\\]`).test(textWithoutPrompts);
  const { format, path } = container;
  return isEmptied
    ? remove(textWithoutPrompts, { format, path: path.slice(0, -1), name })
    : textWithoutPrompts;
}

const referenceTo = ({ variables }: FileClient, id: string) =>
  variables?.prompt?.reference.replace('ID', () => id) ?? '';

/** The place of a file's entries, and what its shape adds to each. */
interface FileShape extends EntryContainer {
  extra?: JsonObject;
}

/**
 * Returns the shape of a file; by default, the client's current one.
 * @throws EditRefusedError if the text does not have its format
 */
export function fileShapeOf(
  { format, container, otherShape }: FileClient,
  text: string,
): FileShape {
  const [, body] = withoutMark(text);
  const value = parse(format, body);
  const shape = (path: readonly string[]): FileShape => ({ format, path, idKey: container.idKey });
  if (valueAt(value, container.path) !== undefined) return shape(container.path);
  if (otherShape) {
    const old = valueAt(value, otherShape.path);
    const isEntry = (item: unknown) =>
      isObject(item) && ('type' in (item as object) || 'enabled' in (item as object));
    if (isObject(old) && Object.values(old).some(isEntry))
      return { ...shape(otherShape.path), extra: otherShape.extra };
  }
  const alternative = container.alternatives?.find((path) => isObject(valueAt(value, path)));
  return shape(alternative ?? container.path);
}

/** Returns the prompts of a file, by their reference in its entries. */
export function promptsInFile(client: FileClient, text: string): Map<string, Json> {
  const container = promptContainer(client);
  const allPrompts = container ? entries(text, container) : [];
  return new Map(Array.from(allPrompts, ([id, prompt]) => [referenceTo(client, id), prompt]));
}

const promptContainer = ({ format, variables }: FileClient): EntryContainer | undefined =>
  variables?.prompt && { format, path: variables.prompt.path, idKey: 'id' };
