import { log } from '../../project/log.js';
import type { CreateServer } from '../../provider/definition.js';
import { type Report, sdkLineOf, type ServedProvider } from '../../provider/sdk-line.js';
import { checkToolChoice } from '../check-tool-choice.js';
import { WEBHOOKS_PATH } from './address-choice.js';
import { type HttpLimits, httpLimits } from './limits.js';
import { httpListener } from './listener.js';
import type { Operation } from './operation.js';
import { type HttpOptions, ONE_PATH } from './options.js';
import type { Target } from './target.js';

/**
 * Serves providers over HTTP, each at `/<provider>/mcp`, for any source of requests.
 * @param ready checks readiness for the paths for probes, if these are served
 */
export async function openEndpoints(
  providers: ReadonlyMap<string, CreateServer>,
  options: HttpOptions,
  ready?: Operation['ready'],
) {
  const limits = { ...httpLimits(), ...options.limits };
  const parts = await Promise.all(
    [...providers].map(async ([name, create]) => {
      // Also shows at the start, not with each request, whether the provider can be served.
      const { line, provider } = sdkLineOf(create, options.localUser);
      return { name, provider, endpoint: await line.httpEndpoint(provider, reportOf(name)) };
    }),
  );
  checkToolChoice(parts);
  const endpoints = new Map(
    parts.map(({ name, endpoint }) => [`/${name}/mcp`, { name, endpoint }]),
  );
  const leftOut = new Set(parts.map((part) => part.provider.leftOut));
  if (parts.length > 0) {
    const { oneEndpoint } = await import('./one-endpoint.js');
    const name = options.publicUrl.hostname;
    const combinedEndpoint = await oneEndpoint(parts, name, reportOf(undefined), options);
    endpoints.set(ONE_PATH, { name, endpoint: combinedEndpoint.endpoint });
    leftOut.add(combinedEndpoint.leftOut);
  }
  const degradations = () => [...leftOut].flatMap((reasons) => [...reasons.values()]);
  const [provider] = providers.keys();
  const probes = ready && { ready, degraded: degradations };
  const report = reportOf(provider);
  const webhooks = await webhooksOf(parts, limits, options);
  const listener = httpListener(endpoints, options, limits, probes, report, webhooks);
  return {
    ...listener,
    limits,
    async cut(): Promise<void> {
      await Promise.all([...endpoints.values()].map(({ endpoint }) => endpoint.close()));
      await listener.endSessions();
    },
  };
}

/** Returns the targets for the webhooks of APIs, by path. @throws StartError if their requests could not be verified */
async function webhooksOf(
  parts: readonly { name: string; provider: ServedProvider }[],
  limits: HttpLimits,
  { metrics }: HttpOptions,
): Promise<ReadonlyMap<string, Target>> {
  const webhooks = new Map<string, Target>();
  const onLimit = (status: number) => metrics?.record({ type: 'limit', status });
  for (const { name: provider, provider: servedProvider } of parts) {
    if (!servedProvider.webhooks) continue;
    const { webhookTargets } = await import('./webhook-target.js');
    for (const [name, target] of await webhookTargets(servedProvider.webhooks, limits, onLimit))
      webhooks.set(`/${provider}/mcp${WEBHOOKS_PATH}${name}`, target);
  }
  return webhooks;
}

const reportOf =
  (provider: string | undefined): Report =>
  (level, message, error) =>
    log(level, message, error, { ...(provider !== undefined && { provider }) });
