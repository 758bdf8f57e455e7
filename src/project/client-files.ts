import { clients } from '../clients/register.gen.js';
import type { ClientRow, FileClient } from '../model/client.js';
import type { ClientDocument, DataEntry } from '../model/project.js';
import type { Data } from './documents/data.js';

/** Files in a project that clients read, as far as they are JSON. A file of several clients has the containers of each. */
export const CLIENT_FILES: readonly ClientFile[] = jsonFiles();

interface ClientFile {
  path: string;
  client: string;
  /** Paths to the map of servers; the first that exists counts. */
  containers: readonly (readonly string[])[];
}

function jsonFiles(): ClientFile[] {
  const files = new Map<string, ClientFile>();
  for (const [client, row] of Object.entries<ClientRow>(clients)) {
    if ('code' in row || !row.format.startsWith('json')) continue;
    for (const path of row.project ?? []) {
      const { containers = [], ...other } = files.get(path) ?? {};
      files.set(path, { path, client, ...other, containers: [...containers, ...pathsOf(row)] });
    }
  }
  return [...files.values()];
}

function pathsOf({ container, otherShape }: FileClient) {
  const others = [...(container.alternatives ?? []), ...(otherShape ? [otherShape.path] : [])];
  return [container.path, ...others];
}

/** Other files that start the server, or describe how: their texts are looked through, their entries are not. */
export const STARTING_TEXTS = [
  '.codex/config.toml',
  '.npmrc',
  'Dockerfile',
  'compose.yaml',
  'compose.yml',
  'docker-compose.yaml',
  'docker-compose.yml',
  'fly.toml',
  'provider-config.yml',
  'smithery.yaml',
];

export class ClientConfig implements ClientDocument {
  constructor(
    readonly client: string,
    readonly document: Data,
    readonly containers: ClientFile['containers'],
  ) {}

  get servers(): readonly DataEntry[] {
    const container = this.containers.find((path) => this.document.get(...path)?.is === 'map');
    return container ? this.document.entries(...container) : [];
  }
}
