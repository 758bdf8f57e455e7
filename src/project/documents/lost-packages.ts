import { dirname, resolve } from 'node:path';
import type { HostFiles } from '../../model/host.js';
import { textOf } from '../../model/data-text.js';
import type { DataDocument } from '../../model/project.js';

const SECTIONS = ['dependencies', 'devDependencies', 'optionalDependencies'];

/** Files of packages that are declared and do not exist, with the names of what is beside them. */
export async function lostPackages(
  files: HostFiles,
  root: string,
  packageJson: DataDocument | undefined,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const lost = new Map<string, readonly string[]>();
  const entries = SECTIONS.flatMap((section) => packageJson?.entries(section) ?? []);
  for (const { value } of entries) {
    const text = textOf(value) ?? '';
    if (!text.startsWith('file:')) continue;
    const path = resolve(root, text.slice('file:'.length));
    if ((await files.kind(path)) === null) lost.set(text, await files.list(dirname(path)));
  }
  return lost;
}
