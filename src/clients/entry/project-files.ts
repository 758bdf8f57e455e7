import type { ClientRow } from '../../model/client.js';
import { clients } from '../register.gen.js';

/** Files in a project that clients read, as far as they are JSON, and the paths to the mapping of servers. */
export function projectFiles(): ReadonlyMap<string, readonly (readonly string[])[]> {
  const containers = new Map<string, (readonly string[])[]>();
  for (const row of Object.values<ClientRow>(clients)) {
    if ('code' in row || !row.format.startsWith('json')) continue;
    const { path, alternatives = [] } = row.container;
    const paths = [path, ...alternatives, ...(row.otherShape ? [row.otherShape.path] : [])];
    for (const file of row.project ?? [])
      containers.set(file, [...(containers.get(file) ?? []), ...paths]);
  }
  return containers;
}
