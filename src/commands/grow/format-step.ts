import { join } from 'node:path';
import type { HostFiles } from '../../model/host.js';
import type { Plan, Step } from '../../model/plan.js';
import { repositoryOf, upFrom } from '../../project/find.js';

/** Formatters by package: the program and the options with which it rewrites files. */
const FORMATTERS: Readonly<Record<string, readonly [string, ...string[]]>> = {
  prettier: ['prettier', '--write', '--ignore-unknown'],
  '@biomejs/biome': ['biome', 'format', '--write', '--no-errors-on-unmatched'],
};

/**
 * Formats new files with the project's formatter, where that is installed. Other files may be formatted by hand and stay
 * as they are.
 */
export async function formatStep(
  files: HostFiles,
  { root, ops }: Pick<Plan, 'root' | 'ops'>,
): Promise<Step[]> {
  const created = ops.filter((op) => op.do === 'create' && op.path.endsWith('.ts'));
  const [program, ...options] = (created.length > 0 && (await formatterOf(files, root))) || [];
  if (program === undefined) return [];
  const paths = created.map(({ path }) => path);
  const command = ['npx', '--no', '--', program, ...options, ...paths] as const;
  return [{ id: 'format', label: 'Format the new files', command }];
}

async function formatterOf(
  files: HostFiles,
  root: string,
): Promise<readonly [string, ...string[]] | undefined> {
  const top = await repositoryOf(files, root);
  for (const at of upFrom(root, top)) {
    const manifest = (await files.read(join(at, 'package.json'))) ?? '';
    for (const [name, command] of Object.entries(FORMATTERS)) {
      const isNamed = manifest.includes(`"${name}":`);
      if (isNamed && (await isInstalled(files, root, command[0]))) return command;
    }
  }
  return undefined;
}

async function isInstalled(files: HostFiles, root: string, program: string): Promise<boolean> {
  for (const at of upFrom(root))
    if ((await files.kind(join(at, 'node_modules', '.bin', program))) !== null) return true;
  return false;
}
