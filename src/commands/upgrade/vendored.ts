import { join } from 'node:path';
import type { CommandContext } from '../../model/command.js';
import type { PackageArchive } from '../../model/host.js';
import { relPath } from '../../model/path.js';
import type { Change } from '../../model/plan.js';
import type { ProjectRecord } from '../../render/record.js';
import { vendoredIn } from '../../render/recorded-files.js';

export const VENDOR = 'vendor/';

/** Returns the packages in a project with packages: those of this program, if it has any. */
export async function vendoredArchives(
  { host }: CommandContext,
  { answers }: ProjectRecord,
): Promise<PackageArchive[]> {
  return vendoredIn(answers).length > 0 ? ((await host.packages?.()) ?? []) : [];
}

/** Replaces or removes the packages in the project. Their names contain hashes of their contents. */
export async function vendoredChanges(
  { host }: CommandContext,
  root: string,
  recordedPaths: readonly string[],
  next: { archives: readonly PackageArchive[]; vendoredPaths: readonly string[] },
): Promise<Change[]> {
  const ops: Change[] = [];
  for (const { name, bytes } of next.archives) {
    const path = relPath(`${VENDOR}${name}`);
    if ((await host.files.kind(join(root, path))) === null) ops.push({ do: 'create', path, bytes });
  }
  for (const path of recordedPaths) {
    const isDropped = path.startsWith(VENDOR) && !next.vendoredPaths.includes(path);
    const bytes = isDropped ? await host.files.readBytes(join(root, relPath(path))) : null;
    if (bytes !== null) ops.push({ do: 'delete', path: relPath(path), bytes });
  }
  return ops;
}
