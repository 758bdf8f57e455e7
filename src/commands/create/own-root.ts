import { dirname } from 'node:path';
import type { Host } from '../../model/host.js';
import { relPath } from '../../model/path.js';
import type { RenderedFile } from '../../model/plan.js';
import type { PackageManager, ProjectSpec, YarnLinker } from '../../model/spec.js';
import { upFrom } from '../../project/repository.js';
import { workspaceAbove, yamlIn } from '../../project/workspace.js';

const TEST_CONFIG = /^vite(?:st)?\.config\.[cm]?[jt]s$/;

const OWN_TEST_CONFIG = `import { defineConfig } from 'vitest/config';

// Without this file, Vitest takes the configuration of a folder above.
export default defineConfig({ test: { include: ['tests/**/*.test.ts'] } });
`;

const YARN_SETTINGS = `# TypeScript 7 finds no packages of Plug'n'Play; TypeScript 6 does.
nodeLinker: node-modules
`;

/**
 * Returns files that make a project independent of the folders above it. Vitest and package
 * managers look there for settings, and those of other projects can break tests and installation.
 * @param existingNames names in the project's directory
 */
export async function ownRootFiles(
  { files }: Pick<Host, 'files'>,
  root: string,
  { packageManager, packageManagerVersion }: ProjectSpec,
  existingNames: readonly string[],
): Promise<RenderedFile[]> {
  const parentFolders = [...upFrom(dirname(root))];
  const rootFiles = new Map<string, string>();
  for (const folder of parentFolders)
    if ((await files.list(folder)).some((name) => TEST_CONFIG.test(name)))
      rootFiles.set('vitest.config.ts', OWN_TEST_CONFIG);
  if (existingNames.some((name) => TEST_CONFIG.test(name))) rootFiles.delete('vitest.config.ts');
  if (packageManager === 'pnpm') {
    if ((await workspaceAbove(files, root, 'pnpm'))?.hasMember === false)
      rootFiles.set('pnpm-workspace.yaml', "packages: ['.']\n");
  } else if (isModernYarn(packageManager, packageManagerVersion)) {
    const workspace = await workspaceAbove(files, root, 'yarn');
    if (!workspace?.hasMember) rootFiles.set('.yarnrc.yml', YARN_SETTINGS);
    if (workspace?.hasMember === false) rootFiles.set('yarn.lock', '');
  }
  return Array.from(rootFiles)
    .filter(([path]) => !existingNames.includes(path))
    .map(([path, text]) => ({ path: relPath(path), text }));
}

/** Returns how the Yarn workspace of which a project is a member links packages; Plug'n'Play is the default since Yarn 2. */
export async function yarnWorkspaceAbove(
  { files }: Pick<Host, 'files'>,
  root: string,
  packageManager: PackageManager,
  version: string | undefined,
): Promise<YarnLinker | undefined> {
  if (packageManager !== 'yarn') return undefined;
  const workspace = await workspaceAbove(files, root, 'yarn');
  if (!workspace?.hasMember) return undefined;
  if (!isModernYarn(packageManager, version)) return 'other';
  const settings = await yamlIn(files, workspace.folder, '.yarnrc.yml');
  return (settings.text('nodeLinker') ?? 'pnp') === 'pnp' ? 'pnp' : 'other';
}

const isModernYarn = (packageManager: PackageManager, version: string | undefined) =>
  packageManager === 'yarn' && !version?.startsWith('1.');
