import { createHash } from 'node:crypto';
import { posix, win32 } from 'node:path';
import type { AuthStyle } from '../../model/auth-style.js';
import { screamingCase } from '../../model/names.js';
import type { AuthSpec } from '../../model/spec.js';

/** What can be told of a sign-in from outside. */
export type SignIn =
  | 'nothing needed'
  /** The environment has the credentials. */
  | 'environment'
  /** There is a record of the local user. */
  | 'stored'
  | 'not signed in'
  /** Its auth style is none of ours. */
  | 'unknown';

export interface Machine {
  variables: Readonly<Record<string, string | undefined>>;
  platform: string;
  home: string;
  exists(path: string): Promise<boolean>;
}

export async function signInOf(
  provider: string,
  auth: AuthSpec,
  style: AuthStyle | undefined,
  tokenPath: string,
  machine: Machine,
): Promise<SignIn> {
  if (!style) return 'unknown';
  if (!style.storesCredentials) return 'nothing needed';
  const names = style.environment(auth).map(({ suffix }) => `${screamingCase(provider)}_${suffix}`);
  if (names.length > 0 && names.every((name) => machine.variables[name])) return 'environment';
  return (await machine.exists(recordPath(provider, tokenPath, machine)))
    ? 'stored'
    : 'not signed in';
}

/** Where `core/credentials` of a project keeps what the local user signed in with. */
export function recordPath(
  provider: string,
  tokenPath: string,
  { variables, platform, home }: Omit<Machine, 'exists'>,
): string {
  const { join, resolve } = platform === 'win32' ? win32 : posix;
  const folders: Readonly<Record<string, string>> = {
    win32: variables.LOCALAPPDATA ?? join(home, 'AppData', 'Local'),
    darwin: join(home, 'Library', 'Application Support'),
  };
  const folder = folders[platform] ?? variables.XDG_DATA_HOME ?? join(home, '.local', 'share');
  const digest = createHash('sha256')
    .update(JSON.stringify([provider, LOCAL_USER]))
    .digest('hex');
  return resolve(
    variables.MCP_DATA_DIR ?? folder,
    tokenPath,
    `${provider}-${digest.slice(0, 40)}.sealed`,
  );
}

/** Who signs in and calls over stdio unless somebody else is named. */
const LOCAL_USER = 'local';
