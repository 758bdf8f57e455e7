import type { Host } from '../../model/host.js';
import type { PackageManager } from '../../model/spec.js';
import { packageManagerVersions } from '../../model/versions.js';

/**
 * Returns the version for `package.json`. Without it, Corepack would use Yarn 1 or any pnpm.
 * Undefined for managers that Corepack does not install.
 */
export async function packageManagerVersion(
  { env, exec, cwd }: Pick<Host, 'env' | 'exec' | 'cwd'>,
  manager: PackageManager,
): Promise<string | undefined> {
  if (manager !== 'pnpm' && manager !== 'yarn') return undefined;
  const [, runningVersion] =
    new RegExp(`^${manager}/(\\S+)`).exec(env.npm_config_user_agent ?? '') ?? [];
  const version = runningVersion ?? (await installedVersion({ exec, cwd }, manager));
  return version !== undefined && /^\d+\.\d+\.\d+$/.test(version)
    ? version
    : packageManagerVersions[manager];
}

async function installedVersion({ exec, cwd }: Pick<Host, 'exec' | 'cwd'>, manager: string) {
  try {
    const { exitCode, stdout } = await exec([manager, '--version'], { cwd });
    return exitCode === 0 ? stdout.trim().split('\n').at(-1) : undefined;
  } catch {
    return undefined; // The package manager is not installed.
  }
}
