import { isDeepStrictEqual } from 'node:util';
import { isEntryOf } from '../../clients/entry/own.js';
import type { Prompt, Server, Surroundings } from '../../clients/entry/server.js';
import { entries, remove, upsert } from '../../edit/formats/entry.js';
import { Refusal } from '../../edit/formats/refusal.js';
import type { FileClient } from '../../model/client.js';
import { isObject, type Json } from '../../model/json.js';
import { promptsOf, shapeOf } from './shape.js';
import { inOrderOfEdits, newFile, type Replacing, withPrompts } from './with-servers.js';

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
