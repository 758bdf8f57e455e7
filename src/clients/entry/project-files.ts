import type { ClientRow } from '../../model/client.js';
import { clients } from '../register.gen.js';

/** A JSON file in a project that clients read. */
interface ProjectFile {
  /** Paths of the mapping of servers. */
  containers: (readonly string[])[];
  /** Whether all of these clients accept comments and trailing commas. */
  hasComments: boolean;
  /** Keys that make an entry complete without a command or a URL. */
  completeWith: string[];
}

/** Returns the JSON files of a project that clients read, by path. */
export function projectFiles(): ReadonlyMap<string, ProjectFile> {
  const files = new Map<string, ProjectFile>();
  for (const row of Object.values<ClientRow>(clients)) {
    if ('code' in row || !row.format.startsWith('json')) continue;
    const { path, alternatives = [] } = row.container;
    const paths = [path, ...alternatives, ...(row.otherShape ? [row.otherShape.path] : [])];
    for (const file of row.project ?? []) {
      const previousFile = files.get(file);
      files.set(file, {
        containers: [...(previousFile?.containers ?? []), ...paths],
        hasComments: (previousFile?.hasComments ?? true) && row.format === 'jsonc',
        completeWith: [...(previousFile?.completeWith ?? []), ...(row.completeWith ?? [])],
      });
    }
  }
  return files;
}

/** Keys of an entry with the command or the URL, in the files of any client. */
export const commandOrUrlKeys: ReadonlySet<string> = new Set(
  Object.values<ClientRow>(clients).flatMap((row) =>
    'code' in row
      ? []
      : [row.stdio?.command, row.http?.url].flatMap((path) => path?.split('.', 1) ?? []),
  ),
);
