import { dirname, join, relative, sep } from 'node:path';
import { isObject } from '../../runtime/src/utils/is-object.js';
import type { Host } from '../model/host.js';
import { parseJson } from '../model/json.js';
import type { PackageManager } from '../model/spec.js';
import { IgnoreRules } from './gitignore.js';
import { upFrom } from './repository.js';

/** A workspace of packages around a directory. */
export interface Workspace {
  folder: string;
  /** Whether the directory is one of its packages. */
  hasMember: boolean;
}

/** The file and the key in which a package manager defines workspaces. */
interface WorkspaceFormat {
  /** Name of a file in their root. */
  mark: string;
  /** Returns the patterns of the member packages; undefined for a folder that is no root. */
  patterns(files: Host['files'], folder: string): Promise<readonly unknown[] | undefined>;
}

async function patternsOfManifest(files: Host['files'], folder: string) {
  const manifest = parseJson((await files.read(join(folder, 'package.json'))) ?? '');
  const workspaces = isObject(manifest) ? manifest.workspaces : undefined;
  const patterns = isObject(workspaces) ? workspaces.packages : workspaces;
  return Array.isArray(patterns) ? (patterns as readonly unknown[]) : undefined;
}

const NPM: WorkspaceFormat = { mark: 'package.json', patterns: patternsOfManifest };

const FORMATS: Readonly<Record<PackageManager, WorkspaceFormat>> = {
  npm: NPM,
  bun: NPM,
  pnpm: {
    mark: 'pnpm-workspace.yaml',
    async patterns(files, folder) {
      const settings = await yamlIn(files, folder, this.mark);
      return (settings.get('packages')?.items ?? []).map(({ value }) => value);
    },
  },
  // Yarn takes the nearest lock file for the root, with or without packages.
  yarn: {
    mark: 'yarn.lock',
    patterns: async (files, folder) => (await patternsOfManifest(files, folder)) ?? [],
  },
};

/** Returns a YAML file of a folder; empty if there is none. */
export async function yamlIn(files: Host['files'], folder: string, path: string) {
  const text = (await files.read(join(folder, path))) ?? '';
  const { parseDocument } = await import('./document.js');
  return parseDocument({ path, text });
}

/** Returns the nearest workspace above a directory. */
export async function workspaceAbove(
  files: Host['files'],
  root: string,
  packageManager: PackageManager,
): Promise<Workspace | undefined> {
  const format = FORMATS[packageManager];
  for (const folder of upFrom(dirname(root))) {
    if ((await files.kind(join(folder, format.mark))) === null) continue;
    const members = await format.patterns(files, folder);
    if (!members) continue;
    const patterns = members.map((pattern) =>
      String(pattern).replace(/^(!?)(?:\.?\/)?(.*?)\/?$/, '$1/$2\n'),
    );
    const path = relative(folder, root).split(sep).join('/');
    const rules = new IgnoreRules([{ below: '', text: patterns.join('') }]);
    return { folder, hasMember: rules.isIgnored(path, true) };
  }
  return undefined;
}
