import { entryFor } from '../../src/clients/entry/entry.js';
import type { ClientServer, ReaderSurroundings } from '../../src/clients/entry/server.js';
import { fileClient, inUserFile } from './servers.js';

/** The entry for a server in the file of a client. */
export const entry = (id: string, server: ClientServer, surroundings = inUserFile) =>
  entryFor(fileClient(id), server, surroundings);

export const codes = (id: string, server: ClientServer, surroundings?: ReaderSurroundings) =>
  entry(id, server, surroundings).notes.map(({ code }) => code);
