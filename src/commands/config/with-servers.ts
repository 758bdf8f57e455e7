import { isDeepStrictEqual } from 'node:util';
import { entryFor } from '../../clients/entry/entry.js';
import { merged } from '../../clients/entry/merge.js';
import { isEntryOf } from '../../clients/entry/own.js';
import type { Entry, Prompt, Server, Surroundings } from '../../clients/entry/server.js';
import { entries, upsert } from '../../edit/formats/entry.js';
import { newDocument } from '../../edit/formats/language.js';
import type { FileClient } from '../../model/client.js';
import type { JsonObject } from '../../model/json.js';
import { promptsOf, shapeOf } from './shape.js';

export interface WithServers {
  text: string;
  /** By name of the server. */
  entries: Map<string, Entry>;
}

export interface Replacing {
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
export const inOrderOfEdits = <T>({ format }: FileClient, items: readonly T[]): readonly T[] =>
  format.startsWith('json') ? items.toReversed() : items;

/** Prompts that the file has already stay as they are. */
export function withPrompts(client: FileClient, text: string, inputs: readonly Prompt[]): string {
  const container = promptsOf(client);
  if (!container) return text;
  return inputs.reduce((edited, input) => {
    const name = input.id;
    const isThere = entries(edited, container).has(name);
    return isThere ? edited : upsert(edited, { ...container, name }, input);
  }, text);
}

/** A file before its first entry. */
export function newFile(
  { format, newFile: members = {} }: FileClient,
  { project }: Pick<Surroundings, 'project'>,
): string {
  const filled = Object.entries(members).map(([key, text]) => [
    key,
    text === 'APP' ? project : text,
  ]);
  return newDocument(format, Object.fromEntries(filled) as JsonObject);
}
