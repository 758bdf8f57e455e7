import { createHash } from 'node:crypto';
import { homedir, platform } from 'node:os';
import { posix, resolve, win32 } from 'node:path';
import { ADDRESS_KEYS, type Kind, withAddress } from '../../runtime/src/utils/addresses.js';
import { servedDefinitionsOf } from '../kinds/contract-of.js';
import type { AuthStyle, EnvironmentVariable } from '../model/auth-style.js';
import { invalidCatalog } from '../model/errors/project.js';
import type { Host } from '../model/host.js';
import { DEFAULT_KIND, type ServedPart } from '../model/kind.js';
import type { AuthStyles } from '../model/kinds-and-styles.js';
import { screamingCase } from '../model/names.js';
import type { PartDefinition, Project, Provider } from '../model/project.js';
import type { AuthSpec } from '../model/spec.js';
import { serverVariables } from '../project/variables.js';
import { authStyles } from '../styles/register.gen.js';

export interface ListedProvider {
  name: string;
  displayName: string | null;
  auth: string | null;
  signIn: SignInState;
  tools: ListedTool[];
  resources: (ListedPart & { uri: string | null })[];
  prompts: ListedPart[];
}

/** Texts are null if they are absent or not constant. */
export interface ListedPart {
  name: string | null;
  title: string | null;
  description: string | null;
  /** Path relative to the project's root. */
  file: string;
}

export interface ListedTool extends ListedPart {
  annotations: Record<string, boolean | string>;
}

/** Returns the tools, resources and prompts of each provider that its source states as constants. */
export const listProviders = (
  project: Project,
  machine: SignInMachine,
): Promise<ListedProvider[]> =>
  Promise.all(
    project.providers.map(async (provider) =>
      withServed(await listProvider(provider, machine), provider),
    ),
  );

/** Returns the provider with the definitions that its kind serves. @throws CliError `import/catalog` */
function withServed(listedProvider: ListedProvider, provider: Provider): ListedProvider {
  const { file, isInvalid, tools, resources, prompts } = servedDefinitionsOf(provider);
  if (isInvalid) throw invalidCatalog(file);
  const listedPart = ({ name, title, description }: ServedPart): ListedPart => ({
    name,
    title: title ?? null,
    description: description ?? null,
    file,
  });
  return {
    ...listedProvider,
    tools: [
      ...listedProvider.tools,
      ...tools.map((tool) => ({ ...listedPart(tool), annotations: { ...tool.annotations } })),
    ],
    resources: [
      ...listedProvider.resources,
      ...resources.map((resource) => ({
        ...listedPart(resource),
        uri: resource.uri ?? resource.uriTemplate ?? null,
      })),
    ],
    prompts: [...listedProvider.prompts, ...prompts.map(listedPart)],
  };
}

async function listProvider(provider: Provider, machine: SignInMachine): Promise<ListedProvider> {
  const { name, project, entry, definitions } = provider;
  const setting = (key: string) => entry?.text(key) ?? null;
  const kind = placeKind(setting('kind'));
  const auth = setting('auth');
  const credentialsPath = setting('credentials_path');
  const styles: AuthStyles = authStyles;
  const style = auth !== null && Object.hasOwn(styles, auth) ? styles[auth] : undefined;
  const ofKind = (kind: PartDefinition['kind']) =>
    definitions.filter((definition) => definition.kind === kind);
  return {
    name,
    displayName: setting('name'),
    auth,
    signIn: await signInState(
      {
        provider: name,
        auth: { style: auth ?? '' },
        style,
        namedVariables: signInVariables(provider),
        kind,
        place: setting(ADDRESS_KEYS[kind].key),
        tokenPath: setting('token_path') ?? name,
        credentialsPath:
          credentialsPath === null ? undefined : resolve(project.root, credentialsPath),
      },
      machine,
    ),
    tools: ofKind('tool').map((tool) => ({
      ...part(tool),
      annotations: Object.fromEntries(
        Array.from(tool.options.members.get('annotations')?.members ?? [], ([key, { value }]) => [
          key,
          value,
        ]).filter(
          (entry): entry is [string, boolean | string] =>
            typeof entry[1] === 'boolean' || typeof entry[1] === 'string',
        ),
      ),
    })),
    resources: ofKind('resource').map((resource) => ({
      ...part(resource),
      uri: resourceUri(resource),
    })),
    prompts: ofKind('prompt').map(part),
  };
}

/** Returns environment variables that the sign-in options in api/auth.ts name. */
const signInVariables = (provider: Provider): string[] =>
  (provider.module('api/auth')?.calls ?? [])
    .filter(({ callee }) => callee.endsWith('Auth'))
    .flatMap((call) => [...(call.arguments[1]?.members.values() ?? [])])
    .flatMap(({ value }) =>
      typeof value === 'string' && /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(value) ? [value] : [],
    );

/** Returns the kind; the default one for entries without a known kind. */
const placeKind = (kind: string | null): Kind =>
  kind !== null && Object.hasOwn(ADDRESS_KEYS, kind) ? (kind as Kind) : DEFAULT_KIND;

const part = ({ name, title, description, module }: PartDefinition): ListedPart => ({
  name: name ?? null,
  title: title ?? null,
  description: description ?? null,
  file: module.path,
});

function resourceUri({ options }: PartDefinition): string | null {
  const uri = options.members.get('uri')?.value;
  return typeof uri === 'string' ? uri : null;
}

/** State of a sign-in, as far as files and environment variables show it. */
export type SignInState =
  | 'nothing needed'
  /** Environment variables contain the credentials. */
  | 'environment'
  /** The file at `credentials_path` exists. */
  | 'file'
  /** The credential store has a record of the local user. */
  | 'stored'
  | 'not signed in'
  /** The auth style is unknown, or the store is on another machine. */
  | 'unknown';

interface SignInMachine {
  variables: Readonly<Record<string, string | undefined>>;
  platform: string;
  home: string;
  exists(path: string): Promise<boolean>;
}

/** Returns this computer, with the environment variables of the project's server. */
export const signInMachine = async (host: Host, root: string): Promise<SignInMachine> => ({
  variables: await serverVariables(host, root),
  platform: platform(),
  home: homedir(),
  exists: async (path) => (await host.files.kind(path)) !== null,
});

interface SignInSettings {
  provider: string;
  auth: AuthSpec;
  style: AuthStyle | undefined;
  /** Environment variables that its code names; empty if it uses those of the style. */
  namedVariables: readonly string[];
  kind: Kind;
  /** Place of the connected system, which an environment variable can replace. */
  place: string | null;
  /** Path relative to the user's data folder. */
  tokenPath: string;
  /** Absolute path. */
  credentialsPath: string | undefined;
}

export async function signInState(
  { auth, style, namedVariables, credentialsPath, ...settings }: SignInSettings,
  machine: SignInMachine,
): Promise<SignInState> {
  if (!style) return 'unknown';
  const { variables, exists } = machine;
  const credentials = credentialVariables(
    settings.provider,
    style.environment(auth),
    namedVariables,
  );
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

/** Returns variables with credentials, if the style has any: those in the code, without the style's other variables. */
function credentialVariables(
  provider: string,
  ofStyle: readonly EnvironmentVariable[],
  namedVariables: readonly string[],
): string[] {
  const names = (isCredential: boolean) =>
    ofStyle
      .filter(({ credential = false }) => credential === isCredential)
      .map(({ suffix, name }) => name ?? `${screamingCase(provider)}_${suffix}`);
  const ownTools = names(true);
  const otherVariables = names(false);
  // Only the code names the variables that another server's program reads.
  const isNamed = namedVariables.length > 0 && (ownTools.length > 0 || otherVariables.length === 0);
  return isNamed ? namedVariables.filter((name) => !otherVariables.includes(name)) : ownTools;
}

/** Returns the file in which the runtime stores the credentials of the local user; undefined if it would refuse to. */
export function recordPath(
  {
    provider,
    kind,
    place,
    tokenPath,
  }: Pick<SignInSettings, 'provider' | 'kind' | 'place' | 'tokenPath'>,
  { variables, platform, home }: Omit<SignInMachine, 'exists'>,
): string | undefined {
  const { isAbsolute, join, resolve } = platform === 'win32' ? win32 : posix;
  const { MCP_DATA_DIR: ownFolder, LOCALAPPDATA, XDG_DATA_HOME } = variables;
  /** Data directories by platform: the one that a system variable names, and the default. */
  const folders: Readonly<Record<string, [string | undefined, string]>> = {
    win32: [LOCALAPPDATA, join(home, 'AppData', 'Local')],
    darwin: [undefined, join(home, 'Library', 'Application Support')],
  };
  const [statedFolder, defaultFolder] = folders[platform] ?? [
    XDG_DATA_HOME,
    join(home, '.local', 'share'),
  ];
  const folder = statedFolder && isAbsolute(statedFolder) ? statedFolder : defaultFolder;
  const variable = `${screamingCase(provider)}_${ADDRESS_KEYS[kind].key.toUpperCase()}`;
  const system = variables[variable] || place;
  if ((ownFolder && !isAbsolute(ownFolder)) || !system) return undefined;
  const address = withAddress({ kind }, system).base_url;
  if (!URL.canParse(address)) return undefined;
  const digest = createHash('sha256')
    .update(JSON.stringify([provider, new URL(address).origin, LOCAL_USER]))
    .digest('hex');
  return resolve(
    ownFolder || join(folder, 'mcp'),
    tokenPath,
    `${provider}-${digest.slice(0, 40)}.sealed`,
  );
}

/** Id of the user of stdio and of the sign-in server, without `--user`. */
const LOCAL_USER = 'local';
