import { join } from 'node:path';
import { isObject } from '../../runtime/src/utils/is-object.js';
import type { Host } from '../model/host.js';
import { parseJson } from '../model/json.js';
import type { Manager } from '../model/npx.js';
import { type PackageManager, packageManagers } from '../model/spec.js';
import { projectAbove } from './find.js';
import { repositoryRoot, upFrom } from './repository.js';

const LOCK_FILES: Readonly<Record<string, PackageManager>> = {
  'package-lock.json': 'npm',
  'pnpm-lock.yaml': 'pnpm',
  'yarn.lock': 'yarn',
  'bun.lock': 'bun',
  'bun.lockb': 'bun',
};

/**
 * Returns the package manager of a directory: the nearest one that a `package.json` declares or a
 * lock file indicates, at or above it within the repository, because a workspace has one for all
 * packages; otherwise the one whose `npx`, `pnpm dlx`, `yarn dlx` or `bunx` has started this
 * program.
 */
export async function packageManagerAt(
  { files, env }: Pick<Host, 'files' | 'env'>,
  directory: string,
): Promise<PackageManager> {
  const top = await repositoryRoot(files, directory);
  for (const folder of upFrom(directory, top)) {
    const manifest = parseJson((await files.read(join(folder, 'package.json'))) ?? '');
    const declaredManager = isObject(manifest)
      ? managerIn(manifest.packageManager, '@')
      : undefined;
    const lockManagers = (await files.list(folder)).map((name) => LOCK_FILES[name]);
    const manager =
      declaredManager ?? lockManagers.find((lockManager) => lockManager !== undefined);
    if (manager) return manager;
  }
  return managerOfRun(env).name;
}

/** Returns the package manager of a directory as commands name it, with its version where it has started us. */
export async function managerAt(
  host: Pick<Host, 'files' | 'env'>,
  directory: string,
): Promise<Manager> {
  const name = await packageManagerAt(host, directory);
  const started = managerOfRun(host.env);
  const isInProject = await projectAbove(host.files, directory).then(
    () => true,
    () => false,
  );
  return { ...(started.name === name ? started : { name }), isInProject };
}

/**
 * Returns the package manager that has started this program: `npm_config_user_agent` is
 * `pnpm/10.0.0 npm/? node/v24`.
 */
export function managerOfRun({ npm_config_user_agent: agent = '' }: Host['env']): Manager {
  const name = managerIn(agent, '/') ?? 'npm';
  return { name, version: /^\w+\/(\S+)/.exec(agent)?.[1] };
}

/** Returns the package manager in a text such as `pnpm@10.0.0`. */
const managerIn = (text: unknown, mark: string) =>
  packageManagers.find(
    (managerName) => typeof text === 'string' && text.startsWith(managerName + mark),
  );
