import { expands, inSyntaxOf } from '../clients/entry/variables.js';
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
  /** All clients that read it. */
  rows: readonly FileClient[];
}

function jsonFiles(): ClientFile[] {
  const files = new Map<string, ClientFile>();
  for (const [client, row] of Object.entries<ClientRow>(clients)) {
    if ('code' in row || !row.format.startsWith('json')) continue;
    for (const path of row.project ?? []) {
      const { containers = [], rows = [], ...other } = files.get(path) ?? {};
      files.set(path, {
        path,
        client,
        ...other,
        containers: [...containers, ...pathsOf(row)],
        rows: [...rows, row],
      });
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
    readonly document: Data,
    private readonly file: ClientFile,
  ) {}

  get client(): string {
    return this.file.client;
  }

  get servers(): readonly DataEntry[] {
    const container = this.container;
    return container ? this.document.entries(...container) : [];
  }

  /** The only way in which all clients that read this container write it. */
  reference(variable: string): string | undefined {
    const name = this.container?.join('\n');
    const readers = this.file.rows.filter((row) =>
      pathsOf(row).some((path) => path.join('\n') === name),
    );
    const [first, ...others] = new Set(
      readers.map((row) => (expands(row, 'env') ? inSyntaxOf(row, `\${${variable}}`) : undefined)),
    );
    return others.length === 0 ? first : undefined;
  }

  private get container(): readonly string[] | undefined {
    return this.file.containers.find((path) => this.document.get(...path)?.is === 'map');
  }
}
