import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addServers } from '../../src/client-config/servers-in-file.js';
import { fileClients, inProjectFile, inUserFile, usable } from './servers.js';

const CASES = join(import.meta.dirname, '..', 'cases', 'clients');
const replacing = { overwrite: false, conflict: (name: string) => new Error(name) };

/** UPDATE=1 writes them anew. */
it.each(fileClients)('%s gets the file in tests/cases/clients', (id, client) => {
  const isShared = client.user === undefined && client.project !== undefined;
  const surroundings = isShared ? inProjectFile : inUserFile;
  const { text } = addServers(client, null, usable(client), surroundings, replacing);
  const path = join(CASES, `${id}.${client.format}`);
  if (process.env.UPDATE) writeFileSync(path, text);
  expect(existsSync(path) ? readFileSync(path, 'utf8') : undefined).toBe(text);
});
