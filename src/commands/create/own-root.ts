import { dirname, join, relative, sep } from 'node:path';
import type { Host } from '../../model/host.js';
import { isRecord } from '../../model/json-schema/subschemas.js';
import { parsedJson } from '../../model/json.js';
import { relPath } from '../../model/path.js';
import type { RenderedFile } from '../../model/plan.js';
import type { ProjectSpec } from '../../model/spec.js';
import { Ignoring } from '../../project/gitignore.js';
import { upFrom } from '../../project/repository.js';

const TEST_CONFIG = /^vite(?:st)?\.config\.[cm]?[jt]s$/;

const OWN_TEST_CONFIG = `import { defineConfig } from 'vitest/config';

// Without this file, Vitest takes the configuration of a folder above.
export default defineConfig({ test: { include: ['tests/**/*.test.ts'] } });
`;

/**
 * Files that make a project independent of what folders above contain: Vitest and package managers look there for their
 * settings, and those of other projects prevent the tests and the installation.
 * @param present names in the project's directory
 */
export async function ownRootFiles(
  { files }: Pick<Host, 'files'>,
  root: string,
  { packageManager, packageManagerVersion }: ProjectSpec,
  present: readonly string[],
): Promise<RenderedFile[]> {
  const above = [...upFrom(dirname(root))];
  const own = new Map<string, string>();
  for (const folder of above)
    if ((await files.list(folder)).some((name) => TEST_CONFIG.test(name)))
      own.set('vitest.config.ts', OWN_TEST_CONFIG);
  if (present.some((name) => TEST_CONFIG.test(name))) own.delete('vitest.config.ts');
  if (packageManager === 'pnpm') {
    if ((await memberOf(files, root, 'pnpm-workspace.yaml', workspaceOfPnpm)) === false)
      own.set('pnpm-workspace.yaml', "packages: ['.']\n");
  } else if (packageManager === 'yarn' && !packageManagerVersion?.startsWith('1.')) {
    const isMember = await memberOf(files, root, 'yarn.lock', workspaceOfYarn);
    if (isMember === false) own.set('yarn.lock', '');
  }
  return Array.from(own)
    .filter(([path]) => !present.includes(path))
    .map(([path, text]) => ({ path: relPath(path), text }));
}

/** Patterns of the packages that a workspace in a folder has. */
type Workspace = (files: Host['files'], folder: string) => Promise<readonly unknown[]>;

const workspaceOfPnpm: Workspace = async (files, folder) => {
  const path = 'pnpm-workspace.yaml';
  const text = (await files.read(join(folder, path))) ?? '';
  const { readDocument } = await import('../../project/document.js');
  return (readDocument({ path, text }).get('packages')?.items ?? []).map(({ value }) => value);
};

const workspaceOfYarn: Workspace = async (files, folder) => {
  const manifest = parsedJson((await files.read(join(folder, 'package.json'))) ?? '');
  const workspaces = isRecord(manifest) ? manifest.workspaces : undefined;
  const patterns = isRecord(workspaces) ? workspaces.packages : workspaces;
  return Array.isArray(patterns) ? (patterns as readonly unknown[]) : [];
};

/** Whether the nearest workspace above a directory has it; undefined where there is none. */
async function memberOf(
  files: Host['files'],
  root: string,
  mark: string,
  patternsOf: Workspace,
): Promise<boolean | undefined> {
  for (const folder of upFrom(dirname(root))) {
    if ((await files.kind(join(folder, mark))) === null) continue;
    const patterns = (await patternsOf(files, folder)).map((pattern) =>
      String(pattern).replace(/^(!?)(?:\.?\/)?(.*?)\/?$/, '$1/$2\n'),
    );
    const path = relative(folder, root).split(sep).join('/');
    return new Ignoring([{ below: '', text: patterns.join('') }]).isIgnored(path, true);
  }
  return undefined;
}
