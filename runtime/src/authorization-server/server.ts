import type { TokenClaims, TokenVerifier } from '../identity/principal.js';
import type { OwnVerifier } from '../identity/token-settings.js';
import { type Project, projectOf } from '../project/project.js';
import { basePath, configuredUrl } from '../project/public-url.js';
import type { PublicRoute, Route } from '../project/route.js';
import type { ProviderModule, ServedModule } from '../provider/loader.js';
import { flag, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { accessRuleOf, loginMethodOf, type Policy } from './login-method.js';
import { AUTHORIZE, callbackPath, REGISTER, REVOKE, SIGN_INS, TOKEN } from './paths.js';
import type { Resource } from './request.js';

/** Whose server it is. */
export interface Site extends Policy {
  project: Project;
  /** URL of this server, as clients reach it; its origin is the issuer. */
  publicUrl: URL;
  /** Those that are served: each has users. */
  modules: readonly Omit<ServedModule, 'serverAuth'>[];
}

const SETTING = 'MCP_AUTHORIZATION_SERVER';
const SWEEP_MS = 6 * 3_600_000;

/**
 * The authorization server that `MCP_AUTHORIZATION_SERVER=built-in` switches on.
 * @throws StartError for settings that contradict each other
 */
export function openAuthorizationServer(
  modules: readonly ProviderModule[],
  verifier?: OwnVerifier,
) {
  const kind = setting(SETTING);
  if (kind === undefined) throw new StartError(`This needs ${SETTING}=built-in.`);
  if (kind !== 'built-in') throw new StartError(`${SETTING} must be "built-in", not "${kind}".`);
  const others = ['MCP_ISSUER', 'MCP_PROXY_PEERS', 'MCP_PROXY_USER_HEADER'];
  const other = verifier ? '"verifier"' : others.find((name) => setting(name) !== undefined);
  if (other !== undefined) throw new StartError(`Set ${SETTING} or ${other}, not both.`);
  const publicUrl = configuredUrl();
  if (!publicUrl) throw new StartError(`${SETTING} needs MCP_PUBLIC_URL.`);
  if (basePath(publicUrl) !== '')
    throw new StartError(`${SETTING} needs an MCP_PUBLIC_URL without a path: it is the issuer.`);
  const project = projectOf(modules[0]?.mcpInstance.PROVIDER_NAME ?? '');
  const gate = accessRuleOf(setting('MCP_GATE'));
  const acceptUncheckedKeys = flag('MCP_ACCEPT_UNCHECKED_KEYS') === true;
  return authorizationServer({ project, publicUrl, modules, gate, acceptUncheckedKeys });
}

/**
 * The authorization server of a project, in front of its own endpoints only: for APIs whose users have keys, passwords or
 * accounts at a service, and for clients that insist on OAuth. Users sign in with their account of the provider.
 *
 * Here is what a start needs: the checks, the metadata, the paths. What responds is loaded with the first request.
 */
export function authorizationServer(site: Site) {
  const { project, publicUrl, modules } = site;
  const issuer = publicUrl.origin;
  const at = (path: string) => new URL(path, issuer).href;
  const grants = whenNeeded(async () => (await import('./grants.js')).grantsOf(site));

  const metadata = {
    issuer,
    authorization_endpoint: at(AUTHORIZE),
    token_endpoint: at(TOKEN),
    registration_endpoint: at(REGISTER),
    revocation_endpoint: at(REVOKE),
    response_types_supported: ['code'],
    response_modes_supported: ['query'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
    scopes_supported: ['offline_access'],
  };
  const verifier: TokenVerifier = {
    metadata,
    verify: async (token, audience) => (await grants()).tokens.verify(token, audience),
    ready: async () => (await grants()).ready(),
  };

  const accountable = new Set<string>();

  /** The pages and endpoints, when the scopes of the resources are known. @throws StartError */
  async function routes(resources: readonly Resource[]): Promise<Route[]> {
    const loginMethods = await Promise.all(
      modules.map((module) => loginMethodOf(module, issuer, site)),
    );
    for (const { provider, by } of loginMethods) if (by !== 'rule') accountable.add(provider);
    const scopes = resources.flatMap((resource) => resource.scopes);
    metadata.scopes_supported = [...new Set([...scopes, 'offline_access'])];
    const endpoints = whenNeeded(async () => {
      const { endpointsOf } = await import('./endpoints.js');
      return endpointsOf(site, await grants(), loginMethods, resources);
    });
    const subjectOf = (userId: string): string | undefined =>
      userId.startsWith(`${issuer}|`) ? userId.slice(issuer.length + 1) : undefined;
    project.issuer = {
      howToSignIn: (userId) =>
        subjectOf(userId) === undefined
          ? undefined
          : 'Connect this server again in your MCP client: its page asks for the account.',
      async ended(provider, userId) {
        const subject = subjectOf(userId);
        return subject !== undefined && (await endpoints()).ended(provider, subject);
      },
    };
    const sweep = async () => (await grants()).sweep();
    const sweeping = setInterval(() => void sweep(), SWEEP_MS).unref();
    project.ending.add(async () => clearInterval(sweeping));
    const route = (path: string, methods: string[], anyOrigin = false): PublicRoute => ({
      path,
      public: true,
      anyOrigin,
      methods,
      handle: async (request, received) => (await endpoints()).respond(path, request, received),
    });
    const services = loginMethods.filter(({ by }) => by === 'service');
    return [
      ...[AUTHORIZE, SIGN_INS].map((path) => route(path, ['GET', 'HEAD', 'POST'])),
      // A HEAD would use up the code of the service.
      ...services.map(({ provider }) => route(callbackPath(provider), ['GET'])),
      // For programs, also for those in web pages: no cookie counts there.
      ...[TOKEN, REGISTER, REVOKE].map((path) => route(path, ['POST'], true)),
    ];
  }

  return {
    verifier,
    routes,
    /** Whether users have an account of this provider, rather than an invitation, or nothing. */
    hasAccounts: (provider: string): boolean => accountable.has(provider),
    /** Users and what they have allowed. */
    grants,
    /** The client that holds such a token gets no other one without its user. */
    async requireSignIn({ sub, grant }: TokenClaims): Promise<void> {
      if (typeof sub === 'string' && typeof grant === 'string')
        await (await grants()).tokens.requireSignIn(sub, grant);
    },
  };
}

/** What is made once, with its first use. */
function whenNeeded<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined;
  return () => (made ??= make());
}
