import type { Resource } from '../../authorization-server/request.js';
import type { authorizationServer } from '../../authorization-server/server.js';
import { log } from '../../project/log.js';
import { knownProjectOf } from '../../project/project.js';
import { urlAt } from '../../project/public-url.js';
import type { Route } from '../../project/route.js';
import type { ServedModule } from '../../provider/loader.js';
import { lineOf } from '../../provider/sdk-line.js';
import type { Environment } from '../../utils/settings.js';
import { StartError } from '../../utils/start-error.js';
import type { ServedProviders } from '../options.js';
import { type HttpOptions, ONE_PATH } from './options.js';

type SiteParts = Pick<ServedProviders, 'routes' | 'agent'>;

/**
 * Combines the endpoints with the pages of their users, an agent, and the built-in authorization
 * server.
 * @throws StartError
 */
export async function siteOf(
  modules: readonly Omit<ServedModule, 'apiAuth'>[],
  { routes = [], agent }: SiteParts,
  http: HttpOptions,
  signInServer?: ReturnType<typeof authorizationServer>,
  env?: Environment,
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
    env,
    ...(signInServer && {
      verifier: signInServer.verifier,
      accounts: { hasAccounts: signInServer.hasAccounts, onEnded: signInServer.requireSignIn },
    }),
  };
  return { servers: createServers, agents, options };
}

/** Resources that tokens can be for: the endpoint of each provider, and the one for all. */
function resourcesAt(
  createServers: Awaited<ReturnType<typeof siteOf>>['servers'],
  { publicUrl, localUser, requiredScopes, advertisedScopes }: HttpOptions,
): Resource[] {
  const providerResources: Resource[] = Array.from(createServers, ([provider, create]) => {
    const { scopes } = lineOf(create, localUser).provider;
    return {
      url: urlAt(publicUrl, `/${provider}/mcp`).href,
      provider,
      scopes: [...new Set(advertisedScopes ?? [...requiredScopes, ...scopes])],
    };
  });
  const scopes = [...new Set(providerResources.flatMap((resource) => resource.scopes))];
  const [only, another] = providerResources;
  const provider = another ? undefined : only?.provider;
  return [
    ...providerResources,
    { url: urlAt(publicUrl, ONE_PATH).href, scopes, ...(provider && { provider }) },
  ];
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
