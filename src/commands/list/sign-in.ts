import { createHash } from 'node:crypto';
import { homedir, platform } from 'node:os';
import { posix, win32 } from 'node:path';
import { type Kind, PLACES, withPlace } from '../../../runtime/src/provider/addresses.js';
import type { AuthStyle, EnvironmentVariable } from '../../model/auth-style.js';
import type { Host } from '../../model/host.js';
import { screamingCase } from '../../model/names.js';
import type { AuthSpec } from '../../model/spec.js';
import { serverVariables } from '../../project/variables.js';

/** State of a sign-in, as far as files and environment variables tell. */
export type SignIn =
  | 'nothing needed'
  /** Environment variables have the credentials. */
  | 'environment'
  /** The file at `credentials_path` exists. */
  | 'file'
  /** The credential store has a record of the local user. */
  | 'stored'
  | 'not signed in'
  /** An unknown auth style, or a store on another machine. */
  | 'unknown';

export interface Machine {
  variables: Readonly<Record<string, string | undefined>>;
  platform: string;
  home: string;
  exists(path: string): Promise<boolean>;
}

/** This computer, with the variables of the server of a project. */
export const machineOf = async (host: Host, root: string): Promise<Machine> => ({
  variables: await serverVariables(host, root),
  platform: platform(),
  home: homedir(),
  exists: async (path) => (await host.files.kind(path)) !== null,
});

/** The settings of a provider that sign-in depends on. */
export interface SignInSettings {
  provider: string;
  auth: AuthSpec;
  style: AuthStyle | undefined;
  /** Environment variables that its code names; the style's own where there are none. */
  named: readonly string[];
  /** Of the provider. */
  kind: Kind;
  /** Where the connected system is, unless an environment variable replaces it. */
  place: string | null;
  /** Below the user's data folder. */
  tokenPath: string;
  /** Absolute. */
  credentialsPath: string | undefined;
}

export async function signInOf(
  { auth, style, named, credentialsPath, ...settings }: SignInSettings,
  machine: Machine,
): Promise<SignIn> {
  if (!style) return 'unknown';
  const { variables, exists } = machine;
  const credentials = credentialVariables(settings.provider, style.environment(auth), named);
  if (credentials.length > 0 && credentials.every((name) => variables[name])) return 'environment';
  if (style.storesCredentials) {
    if (variables.TOKEN_STORE) return 'unknown';
    const path = recordPath(settings, machine);
    if (path === undefined) return 'unknown';
    return (await exists(path)) ? 'stored' : 'not signed in';
  }
  if (credentials.length === 0) return 'nothing needed';
  const hasFile = credentialsPath !== undefined && (await exists(credentialsPath));
  return hasFile ? 'file' : 'not signed in';
}

/** Where the style has variables with credentials: what the code names, without the other variables of the style. */
function credentialVariables(
  provider: string,
  ofStyle: readonly EnvironmentVariable[],
  named: readonly string[],
): string[] {
  const names = (isCredential: boolean) =>
    ofStyle
      .filter(({ credential = false }) => credential === isCredential)
      .map(({ suffix, name }) => name ?? `${screamingCase(provider)}_${suffix}`);
  const own = names(true);
  const others = names(false);
  // What the program of another server reads is named in the code alone.
  const isNamed = named.length > 0 && (own.length > 0 || others.length === 0);
  return isNamed ? named.filter((name) => !others.includes(name)) : own;
}

/**
 * The file in which the runtime stores the credentials of the local user; undefined where it would refuse to.
 */
export function recordPath(
  {
    provider,
    kind,
    place,
    tokenPath,
  }: Pick<SignInSettings, 'provider' | 'kind' | 'place' | 'tokenPath'>,
  { variables, platform, home }: Omit<Machine, 'exists'>,
): string | undefined {
  const { isAbsolute, join, resolve } = platform === 'win32' ? win32 : posix;
  const { MCP_DATA_DIR: own, LOCALAPPDATA, XDG_DATA_HOME } = variables;
  /** The data directory that the system's variable names, and its default. */
  const folders: Readonly<Record<string, [string | undefined, string]>> = {
    win32: [LOCALAPPDATA, join(home, 'AppData', 'Local')],
    darwin: [undefined, join(home, 'Library', 'Application Support')],
  };
  const [stated, usual] = folders[platform] ?? [XDG_DATA_HOME, join(home, '.local', 'share')];
  const folder = stated && isAbsolute(stated) ? stated : usual;
  const variable = `${screamingCase(provider)}_${PLACES[kind].key.toUpperCase()}`;
  const system = variables[variable] || place;
  if ((own && !isAbsolute(own)) || !system) return undefined;
  const address = withPlace({ kind }, system).base_url;
  if (!URL.canParse(address)) return undefined;
  const digest = createHash('sha256')
    .update(JSON.stringify([provider, new URL(address).origin, LOCAL_USER]))
    .digest('hex');
  return resolve(
    own || join(folder, 'mcp'),
    tokenPath,
    `${provider}-${digest.slice(0, 40)}.sealed`,
  );
}

/** The user of stdio and of the sign-in server, without `--user`. */
const LOCAL_USER = 'local';
