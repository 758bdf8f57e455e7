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
  /** The file that `credentials_path` names is there. */
  | 'file'
  /** There is a record of the local user. */
  | 'stored'
  | 'not signed in'
  /** Its auth style is none of ours, or the store is not on this machine. */
  | 'unknown';

export interface Machine {
  variables: Readonly<Record<string, string | undefined>>;
  platform: string;
  home: string;
  exists(path: string): Promise<boolean>;
}

/** A provider's settings, as far as signing in depends on them. */
export interface SignInSettings {
  provider: string;
  auth: AuthSpec;
  style: AuthStyle | undefined;
  /** Below the user's data folder. */
  tokenPath: string;
  /** Absolute. */
  credentialsPath: string | undefined;
}

export async function signInOf(
  { provider, auth, style, tokenPath, credentialsPath }: SignInSettings,
  machine: Machine,
): Promise<SignIn> {
  if (!style) return 'unknown';
  const { variables, exists } = machine;
  const credentials = style.environment(auth).filter(({ credential }) => credential);
  const isSet = credentials.map(({ suffix }) => variables[`${screamingCase(provider)}_${suffix}`]);
  if (isSet.length > 0 && isSet.every(Boolean)) return 'environment';
  if (style.storesCredentials) {
    if (variables.TOKEN_STORE) return 'unknown';
    return (await exists(recordPath(provider, tokenPath, machine))) ? 'stored' : 'not signed in';
  }
  if (credentials.length === 0) return 'nothing needed';
  const hasFile = credentialsPath !== undefined && (await exists(credentialsPath));
  return hasFile ? 'file' : 'not signed in';
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
