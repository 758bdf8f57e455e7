import { startChecks } from '../../call/upstream-server.js';
import { localPrincipal } from '../../identity/principal.js';
import { scopeSettings, unusedSettings, verifierOf } from '../../identity/token-settings.js';
import { listening } from '../../project/diagnostics.js';
import { log } from '../../project/log.js';
import { configuredUrl } from '../../project/public-url.js';
import { loadServed } from '../../provider/loader.js';
import { isLoopback, urlHost } from '../../utils/addresses.js';
import { flagSetting, setting, splitWords } from '../../utils/settings.js';
import { StartError } from '../../utils/start-error.js';
import { listenAddress, type Options } from '../command-line.js';
import type { Close, ServedProviders } from '../options.js';
import { httpLimits, requireLimits } from './limits.js';
import { hostsOf, requireOrigins } from './origins.js';
import { serveHttp } from './serve.js';
import { createSite } from './site.js';

/**
 * When the server stops, a connection in use sends its next request within this time, and its
 * client then closes it. Proxies keep more connections, and use each of them less often.
 */
const IDLE_MS = { local: 1_000, remote: 4_000 };

/** Serves all providers, or one of them, over HTTP. @throws StartError if the environment does not allow that */
export async function startHttp(
  {
    providers,
    routes = [],
    agent,
    verifier: ownVerifier,
    limits,
    metrics,
    sessions = false,
  }: ServedProviders,
  { provider, user, ...options }: Options,
): Promise<Close> {
  const { host, port } = listenAddress(options);
  const names = provider === undefined ? Object.keys(providers) : [provider];
  const modules = await Promise.all(names.map((name) => loadServed(providers, name)));
  const { openAuthorizationServer } = setting('MCP_AUTHORIZATION_SERVER')
    ? await import('../../authorization-server/server.js')
    : {};
  const signInServer = openAuthorizationServer?.(modules, ownVerifier);
  const verifier = signInServer?.verifier ?? (await verifierOf(ownVerifier, process.env));
  const unusedNames = verifier
    ? []
    : [...(ownVerifier ? ['verifier'] : []), ...unusedSettings(process.env)];
  if (unusedNames.length > 0)
    log(
      'info',
      `Without MCP_ISSUER, callers are the local user. Not used: ${unusedNames.join(', ')}.`,
    );
  const configuredPublicUrl = configuredUrl();
  const isLocal = [host, configuredPublicUrl?.hostname ?? host].every(isLoopback);
  if (!isLocal && !(verifier && configuredPublicUrl)) {
    throw new StartError(
      'To serve other machines, verify tokens: set MCP_ISSUER and MCP_PUBLIC_URL, or MCP_AUTHORIZATION_SERVER=built-in and MCP_PUBLIC_URL.',
    );
  }
  await verifier?.start?.();
  const publicUrl = configuredPublicUrl ?? new URL(`http://${urlHost(host)}:${port}`);
  const localUser = localPrincipal(user);
  // Verified callers are not known at the start.
  if (!verifier)
    await startChecks(
      modules.map(({ mcpInstance }) => mcpInstance.tool),
      localUser,
    );
  const { servers, agents, ...site } = await createSite(
    modules,
    { routes, ...(agent && { agent }) },
    {
      publicUrl,
      allowedHosts: hostsOf(
        publicUrl,
        splitWords(setting('MCP_ALLOWED_HOSTS')),
        (host) => new StartError(`MCP_ALLOWED_HOSTS: "${host}" is not a host name.`),
      ),
      allowedOrigins: requireOrigins(
        'MCP_ALLOWED_ORIGINS',
        splitWords(setting('MCP_ALLOWED_ORIGINS')),
      ),
      localUser,
      ...scopeSettings(process.env),
      limits: httpLimits(requireLimits(limits)),
      sessions: flagSetting('MCP_SESSIONS') ?? sessions,
      metrics,
      ...(verifier && { verifier }),
    },
    signInServer,
  );
  const { url, close: closeListener } = await serveHttp(servers, site.options, { host, port });
  const close: Close = (deadline) =>
    closeListener(IDLE_MS[verifier ? 'remote' : 'local'], deadline);
  listening.publish({ url });
  if (process.stderr.isTTY) {
    const { printWelcome } = await import('./welcome.js');
    await printWelcome(url, modules, agents, verifier, localUser);
    return close;
  }
  const callers = verifier ? '' : ' (this machine only)';
  for (const name of names)
    log('info', `${url}/${name}/mcp${callers}`, undefined, { provider: name });
  for (const { path } of agents) log('info', `${url}${path}${callers}`);
  return close;
}
