import { localPrincipal, type TokenVerifier } from '../../identity/principal.js';
import {
  missingEntryError,
  type Project,
  projectInCode,
  type ProjectOptions,
  runInProject,
} from '../../project/project.js';
import { type CodeProvider, IN_CODE } from '../../provider/in-code.js';
import type { ProviderModule } from '../../provider/loader.js';
import { isSafeUrl } from '../../utils/addresses.js';
import { StartError } from '../../utils/start-error.js';
import type { Agent } from '../agent.js';
import type { ServedProviders } from '../options.js';
import type { HttpLimits } from './limits.js';
import type { HttpOptions } from './options.js';
import { hostsOf, requireOrigins } from './origins.js';

/** Who may call a handler, and how much. The settings of a project are for a provider whose settings are in code. */
export interface HandlerOptions extends ProjectOptions {
  /** The project of a provider whose settings are in provider-config.yaml; required if the process opens several (`openProject`). */
  project?: Project;
  /** The endpoint as its clients know it; its path may be any. Required with `verifier`: tokens are for this URL. */
  url?: string;
  /** Verifies callers, such as `jwt`. Without one, only programs on the machine of the server are served. */
  verifier?: TokenVerifier;
  /** Serves everyone as one user, who has none of the credentials of this machine. */
  anonymous?: boolean;
  /** Scopes that every token must have. */
  requiredScopes?: readonly string[];
  /** Scopes in the metadata of the endpoint. Default: `requiredScopes`, and those of the tools. */
  advertisedScopes?: readonly string[];
  /** Origins of other websites whose scripts may call (CORS). */
  allowedOrigins?: readonly string[];
  /** Further host names, without port, that requests may be addressed to. Default: that of `url`, and those of loopback. */
  allowedHosts?: readonly string[];
  /** Limits of requests. The host decides about connections, sessions and `headersTimeoutMs`. Environment variables win. */
  limits?: Partial<HttpLimits>;
}

/** Several providers in code, and what is served beside them. */
export interface SiteOptions
  extends
    Omit<HandlerOptions, 'project' | 'anonymous'>,
    Pick<ServedProviders, 'routes' | 'authorizationServer' | 'gate' | 'acceptUncheckedKeys'> {
  /** Served at its path. Its providers are among those of the handler. */
  agent?: Agent;
}

/** The part of a provider that a handler serves; `defineProvider` returns it. */
export type ServableProvider = Pick<
  ProviderModule['mcpInstance'],
  'createServer' | 'getInitializationOptions'
> & {
  readonly [IN_CODE]?: CodeProvider | undefined;
};

const PROJECT_SETTINGS = ['stores', 'queue', 'log', 'metrics', 'branding', 'env'] as const;

/** Returns the project of the options; undefined if that of the provider is used. @throws StartError */
export function projectFor(served: ServableProvider, options: HandlerOptions): Project | undefined {
  const ownSetting = PROJECT_SETTINGS.find((setting) => options[setting] !== undefined);
  const { project } = options;
  if (project) {
    if (ownSetting !== undefined)
      throw optionError(ownSetting, 'is one of openProject, beside "project"');
    const { name } = runInProject(project, () => served.getInitializationOptions());
    if (!Object.hasOwn(project.config, name)) throw missingEntryError(name);
    if (runInProject(project, () => served[IN_CODE]))
      throw optionError('project', `has no use: the code of "${name}" has its settings`);
    return project;
  }
  const code = served[IN_CODE];
  if (ownSetting === undefined) return undefined;
  if (!code) throw optionError(ownSetting, 'is one of openProject: pass "project"');
  return projectInCode(code.project.config, options);
}

/** Returns the error for an option of a handler that cannot be used. */
export const optionError = (
  option: keyof HandlerOptions | keyof SiteOptions,
  problem: string,
): StartError => new StartError(`createHandler: "${option}" ${problem}.`);

/** @param isVerified whether callers are, also without `verifier`. @throws StartError */
export function httpOptions(
  {
    url,
    verifier,
    anonymous,
    requiredScopes = [],
    advertisedScopes,
    allowedOrigins = [],
    allowedHosts = [],
  }: HandlerOptions,
  isVerified = verifier !== undefined,
): HttpOptions & { path: string } {
  if (url !== undefined && !isSafeUrl(url))
    throw optionError('url', 'must be an https URL (http only for loopback addresses)');
  const publicUrl = new URL(url ?? 'http://127.0.0.1/mcp');
  if (publicUrl.search !== '' || publicUrl.hash !== '')
    throw optionError('url', 'must not have a query or a fragment');
  if (isVerified && url === undefined)
    throw optionError(
      'url',
      'is required with "verifier" and "authorizationServer": tokens are for this URL',
    );
  if (verifier && anonymous === true)
    throw optionError('anonymous', 'and "verifier" exclude each other');
  if (!isVerified && [...requiredScopes, ...(advertisedScopes ?? [])].length > 0)
    throw optionError(
      requiredScopes.length > 0 ? 'requiredScopes' : 'advertisedScopes',
      'needs a "verifier"',
    );
  return {
    publicUrl: new URL('/', publicUrl),
    path: publicUrl.pathname,
    allowedHosts: hostsOf(publicUrl, allowedHosts, (text) =>
      optionError('allowedHosts', `has "${text}", which is no host name`),
    ),
    allowedOrigins: requireOrigins('createHandler: "allowedOrigins"', allowedOrigins),
    localUser: localPrincipal(),
    requiredScopes,
    ...(advertisedScopes && { advertisedScopes }),
    ...(verifier && { verifier }),
  };
}
