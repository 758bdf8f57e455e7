import { inUrl, isLoopback } from '../../utils/addresses.js';
import { listening } from '../../project/diagnostics.js';
import { loadServed } from '../../provider/loader.js';
import type { Resource } from '../../authorization-server/request.js';
import type { Principal } from '../../identity/principal.js';
import { localPrincipal } from '../../identity/principal.js';
import type { CreateServer } from '../../provider/provider.js';
import { lineOf } from '../../provider/sdk-line.js';
import type { Options } from '../command-line.js';
import { addressOf } from '../command-line.js';
import { log } from '../../project/log.js';
import type { Close, ServedProviders } from '../options.js';
import type { Route } from '../../project/route.js';
import { startChecks } from '../../project/start-checks.js';
import { configuredUrl, urlAt } from '../../project/public-url.js';
import { StartError } from '../../utils/start-error.js';
import { httpLimits, requireLimits } from './limits.js';
import { hostsOf, requireOrigins } from './origins.js';
import { ONE_PATH } from './options.js';
import { serveHttp } from './serve.js';
import {
  scopesAt,
  scopeSettings,
  unusedSettings,
  verifierOf,
  words,
} from '../../identity/token-settings.js';
import { flag, setting } from '../../utils/settings.js';

/**
 * When the server stops: a connection in use has its next request in this time, and is then closed by its client. Proxies
 * keep more connections, and use each of them less often.
 */
const IDLE_MS = { local: 1_000, remote: 4_000 };

/**
 * Serves all providers, or one of them, over HTTP.
 * @throws StartError where the environment does not allow that
 */
export async function startHttp(
  {
    providers,
    routes = [],
    agent,
    verifier: own,
    limits,
    metrics,
    sessions = false,
  }: ServedProviders,
  { provider, user, ...options }: Options,
): Promise<Close> {
  const { host, port } = addressOf(options);
  const names = provider === undefined ? Object.keys(providers) : [provider];
  const door = setting('MCP_AUTHORIZATION_SERVER')
    ? await (
        await import('../../authorization-server/open.js')
      ).openAuthorizationServer(providers, names, own)
    : undefined;
  const verifier = door?.verifier ?? (await verifierOf(own, process.env));
  const unused = verifier ? [] : [...(own ? ['verifier'] : []), ...unusedSettings(process.env)];
  if (unused.length > 0)
    log('info', `Without MCP_ISSUER, callers are the local user. Not used: ${unused.join(', ')}.`);
  const configured = configuredUrl();
  const isLocal = [host, configured?.hostname ?? host].every(isLoopback);
  if (!isLocal && !(verifier && configured)) {
    throw new StartError(
      'To serve other machines, verify tokens: set MCP_ISSUER and MCP_PUBLIC_URL, or MCP_AUTHORIZATION_SERVER=built-in and MCP_PUBLIC_URL.',
    );
  }
  await verifier?.start?.();
  const publicUrl = configured ?? new URL(`http://${inUrl(host)}:${port}`);
  const modules =
    door?.modules ?? (await Promise.all(names.map((name) => loadServed(providers, name))));
  const localUser = localPrincipal(user);
  // Verified callers are not known yet.
  if (!verifier) await startChecks(names, localUser);
  const servers = modules.map(
    ({ mcpInstance }) => [mcpInstance.PROVIDER_NAME, mcpInstance.createServer] as const,
  );
  const pages = modules.flatMap(({ serverAuth }) => serverAuth.createPages?.() ?? []);
  const resources = resourcesAt(publicUrl, servers, localUser);
  const entrance = (await door?.routes(resources)) ?? [];
  const chosen = words(setting('MCP_TOOLS'));
  const agents = await agentRoutes(agent);
  const { url, close: closeListener } = await serveHttp(
    new Map(servers),
    {
      publicUrl,
      allowedHosts: hostsOf(
        publicUrl,
        words(setting('MCP_ALLOWED_HOSTS')),
        (host) => new StartError(`MCP_ALLOWED_HOSTS: "${host}" is not a host name.`),
      ),
      allowedOrigins: requireOrigins('MCP_ALLOWED_ORIGINS', words(setting('MCP_ALLOWED_ORIGINS'))),
      localUser,
      ...scopeSettings(process.env),
      routes: [...entrance, ...pages, ...routes, ...agents],
      ...(door && {
        oneEndpoint: {
          readOnly: flag('MCP_READ_ONLY'),
          ...(chosen.length > 0 && { tools: chosen }),
          onEnded: door.requireSignIn,
        },
      }),
      limits: httpLimits(requireLimits(limits)),
      sessions: flag('MCP_SESSIONS') ?? sessions,
      metrics,
      ...(verifier && { verifier }),
    },
    { host, port },
  );
  const close: Close = (deadline) =>
    closeListener(IDLE_MS[verifier ? 'remote' : 'local'], deadline);
  listening.publish({ url });
  if (process.stderr.isTTY) {
    const { welcome } = await import('./welcome.js');
    await welcome(url, modules, agents, verifier, localUser);
    return close;
  }
  const callers = verifier ? '' : ' (this machine only)';
  for (const name of names)
    log('info', `${url}/${name}/mcp${callers}`, undefined, { provider: name });
  for (const { path } of agents) log('info', `${url}${path}${callers}`);
  return close;
}

/** What tokens can be for: the endpoint of each provider, and the one for all. */
function resourcesAt(
  publicUrl: URL,
  servers: readonly (readonly [string, CreateServer])[],
  user: Principal,
): Resource[] {
  const each: Resource[] = servers.map(([provider, create]) => ({
    url: urlAt(publicUrl, `/${provider}/mcp`).href,
    provider,
    scopes: scopesAt(process.env, lineOf(create, user).provider.scopes),
  }));
  const scopes = [...new Set(each.flatMap((resource) => resource.scopes))];
  const [only, another] = each;
  const provider = another ? undefined : only?.provider;
  return [...each, { url: urlAt(publicUrl, ONE_PATH).href, scopes, ...(provider && { provider }) }];
}

/** An agent without a model does not stop the providers. */
async function agentRoutes(load: ServedProviders['agent']): Promise<Route[]> {
  try {
    return load ? [await (await load()).agent.route()] : [];
  } catch (error) {
    if (!(error instanceof StartError)) throw error;
    log('error', `The agent is not served: ${error.message}`);
    return [];
  }
}
