import type { TokenClaims, TokenVerifier } from '../identity/principal.js';
import type { OwnVerifier } from '../identity/token-settings.js';
import { type Project, projectOf } from '../project/project.js';
import { basePath, configuredUrl } from '../project/public-url.js';
import type { PublicRoute, Route } from '../project/route.js';
import type { ProviderModule, ServedModule } from '../provider/loader.js';
import { flagSetting, setting } from '../utils/settings.js';
import { StartError } from '../utils/start-error.js';
import { accessRuleOf, loginMethodOf, type Policy } from './login-method.js';
import {
  AUTHORIZE_PATH,
  callbackPath,
  OAUTH_TOKEN_PATH,
  REGISTER_PATH,
  REVOKE_PATH,
  SIGN_INS_PATH,
} from './paths.js';
import type { Resource } from './request.js';

/** Project and URL of an authorization server. */
export interface Site extends Policy {
  project: Project;
  /** Public URL of this server; its origin is the issuer. */
  publicUrl: URL;
  /** Served providers; each has users. */
  modules: readonly Omit<ServedModule, 'serverAuth'>[];
}

const SETTING = 'MCP_AUTHORIZATION_SERVER';
const SWEEP_MS = 6 * 3_600_000;

/**
 * Opens the authorization server if `MCP_AUTHORIZATION_SERVER=built-in` is set.
 * @throws StartError for contradictory settings
 */
export function openAuthorizationServer(
  modules: readonly ProviderModule[],
  verifier?: OwnVerifier,
) {
  const kind = setting(SETTING);
  if (kind === undefined) throw new StartError(`This needs ${SETTING}=built-in.`);
  if (kind !== 'built-in') throw new StartError(`${SETTING} must be "built-in", not "${kind}".`);
  const conflictingNames = ['MCP_ISSUER', 'MCP_PROXY_PEERS', 'MCP_PROXY_USER_HEADER'];
  const conflictingSetting = verifier
    ? '"verifier"'
    : conflictingNames.find((name) => setting(name) !== undefined);
  if (conflictingSetting !== undefined)
    throw new StartError(`Set ${SETTING} or ${conflictingSetting}, not both.`);
  const publicUrl = configuredUrl();
  if (!publicUrl) throw new StartError(`${SETTING} needs MCP_PUBLIC_URL.`);
  if (basePath(publicUrl) !== '')
    throw new StartError(`${SETTING} needs an MCP_PUBLIC_URL without a path: it is the issuer.`);
  const project = projectOf(modules[0]?.mcpInstance.PROVIDER_NAME ?? '');
  const gate = accessRuleOf(setting('MCP_GATE'));
  const acceptUncheckedKeys = flagSetting('MCP_ACCEPT_UNCHECKED_KEYS') === true;
  return authorizationServer({ project, publicUrl, modules, gate, acceptUncheckedKeys });
}

/**
 * Returns the authorization server of a project, for its own endpoints only: for APIs whose users
 * have keys, passwords or accounts at a service, and for clients that require OAuth. Users sign in
 * with their account of the provider.
 *
 * This file contains what a start needs: the checks, the metadata, the paths. The handlers are
 * loaded with the first request.
 */
export function authorizationServer(site: Site) {
  const { project, publicUrl, modules } = site;
  const issuer = publicUrl.origin;
  const endpointUrl = (path: string) => new URL(path, issuer).href;
  const grants = lazy(async () => (await import('./grants.js')).grantsOf(site));

  const metadata = {
    issuer,
    authorization_endpoint: endpointUrl(AUTHORIZE_PATH),
    token_endpoint: endpointUrl(OAUTH_TOKEN_PATH),
    registration_endpoint: endpointUrl(REGISTER_PATH),
    revocation_endpoint: endpointUrl(REVOKE_PATH),
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

  const providersWithAccounts = new Set<string>();

  /** Routes of the pages and endpoints; called when the scopes of the resources are known. @throws StartError */
  async function routes(resources: readonly Resource[]): Promise<Route[]> {
    const loginMethods = await Promise.all(
      modules.map((module) => loginMethodOf(module, issuer, site)),
    );
    for (const { provider, by } of loginMethods)
      if (by !== 'rule') providersWithAccounts.add(provider);
    const scopes = resources.flatMap((resource) => resource.scopes);
    metadata.scopes_supported = [...new Set([...scopes, 'offline_access'])];
    const endpoints = lazy(async () => {
      const { oauthRoutes } = await import('./endpoints.js');
      return oauthRoutes(site, await grants(), loginMethods, resources);
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
      async isSignedIn(provider, { userId, claims }) {
        const subject = subjectOf(userId);
        if (subject === undefined) return undefined;
        const sign = await (await grants()).users.find(subject, String(claims?.grant));
        return sign !== undefined && !sign.user.ended.includes(provider);
      },
    };
    const sweep = async () => (await grants()).sweep();
    const sweepTimer = setInterval(() => void sweep(), SWEEP_MS).unref();
    project.ending.add(async () => clearInterval(sweepTimer));
    const route = (path: string, methods: string[], anyOrigin = false): PublicRoute => ({
      path,
      public: true,
      anyOrigin,
      methods,
      handle: async (request, received) => (await endpoints()).respond(path, request, received),
    });
    const services = loginMethods.filter(({ by }) => by === 'service');
    return [
      ...[AUTHORIZE_PATH, SIGN_INS_PATH].map((path) => route(path, ['GET', 'HEAD', 'POST'])),
      // Only GET, because a HEAD would use up the code of the service.
      ...services.map(({ provider }) => route(callbackPath(provider), ['GET'])),
      // For programs, including those in web pages: these endpoints use no cookies.
      ...[OAUTH_TOKEN_PATH, REGISTER_PATH, REVOKE_PATH].map((path) => route(path, ['POST'], true)),
    ];
  }

  return {
    verifier,
    routes,
    /** Returns whether users of this provider have an account, rather than an invitation or nothing. */
    hasAccounts: (provider: string): boolean => providersWithAccounts.has(provider),
    /** Users and their grants. */
    grants,
    /** Requires a sign-in for the client of a token before it gets another one. */
    async requireSignIn({ sub, grant }: TokenClaims): Promise<void> {
      if (typeof sub === 'string' && typeof grant === 'string')
        await (await grants()).tokens.requireSignIn(sub, grant);
    },
  };
}

/** Creates a value once, on first use. */
function lazy<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let created: Promise<Value> | undefined;
  return () => (created ??= make());
}
