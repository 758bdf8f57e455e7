import type { Resource } from '../../authorization-server/request.js';
import type { authorizationServer } from '../../authorization-server/server.js';
import { log } from '../../project/log.js';
import { knownProjectOf } from '../../project/project.js';
import { urlAt } from '../../project/public-url.js';
import type { Route } from '../../project/route.js';
import type { ServedModule } from '../../provider/loader.js';
import { sdkLineOf } from '../../provider/sdk-line.js';
import { onlyItem } from '../../utils/only-item.js';
import { StartError } from '../../utils/start-error.js';
import type { ServedProviders } from '../options.js';
import { READ_ONLY_PATH } from './address-choice.js';
import { type HttpOptions, ONE_PATH } from './options.js';

type SiteParts = Pick<ServedProviders, 'routes' | 'agent'>;

/**
 * Combines the endpoints with the pages of their users, an agent, and the built-in authorization
 * server.
 * @throws StartError
 */
export async function createSite(
  modules: readonly Omit<ServedModule, 'apiAuth'>[],
  { routes = [], agent }: SiteParts,
  http: HttpOptions,
  signInServer?: ReturnType<typeof authorizationServer>,
) {
  const createServers = new Map(modules.map(({ mcpInstance: { PROVIDER_NAME, createServer } }) => [PROVIDER_NAME, createServer])); // prettier-ignore
  if (!signInServer)
    for (const name of createServers.keys()) {
      const project = knownProjectOf(name);
      if (project) project.verifier = http.verifier;
    }
  const pages = modules.flatMap(({ serverAuth }) => serverAuth.createPages?.() ?? []);
  const signInRoutes = (await signInServer?.routes(resourcesAt(createServers, http))) ?? [];
  const agents = await agentRoutes(agent);
  const options: HttpOptions = {
    ...http,
    routes: [...signInRoutes, ...pages, ...routes, ...agents],
    ...(signInServer && {
      verifier: signInServer.verifier,
      accounts: { hasAccounts: signInServer.hasAccounts, onEnded: signInServer.requireSignIn },
    }),
  };
  return { servers: createServers, agents, options };
}

/**
 * Returns the resources that tokens can be for: the endpoint of each provider, the one for all, and
 * what is read-only of each.
 */
function resourcesAt(
  createServers: Awaited<ReturnType<typeof createSite>>['servers'],
  { publicUrl, localUser, requiredScopes, advertisedScopes }: HttpOptions,
): Resource[] {
  const endpoints = Array.from(createServers, ([provider, create]) => {
    const { scopes, readOnlyScopes } = sdkLineOf(create, localUser).provider;
    return { path: `/${provider}/mcp`, provider, scopes, readOnlyScopes };
  });
  const all = {
    path: ONE_PATH,
    provider: onlyItem(endpoints)?.provider,
    scopes: endpoints.flatMap(({ scopes }) => scopes),
    readOnlyScopes: endpoints.flatMap(({ readOnlyScopes }) => readOnlyScopes),
  };
  return [...endpoints, all].flatMap(({ path, provider, scopes, readOnlyScopes }) => {
    const resourceAt = (resourcePath: string, toolScopes: readonly string[]): Resource => ({
      url: urlAt(publicUrl, resourcePath).href,
      ...(provider !== undefined && { provider }),
      scopes: [...new Set(advertisedScopes ?? [...requiredScopes, ...toolScopes])],
    });
    return [resourceAt(path, scopes), resourceAt(path + READ_ONLY_PATH, readOnlyScopes)];
  });
}

/** Routes of the agent. An agent without a model does not stop the providers. */
async function agentRoutes(load: ServedProviders['agent']): Promise<Route[]> {
  try {
    return load ? [await (await load()).agent.route()] : [];
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    log('error', `The agent is not served: ${error.message}`);
    return [];
  }
}
