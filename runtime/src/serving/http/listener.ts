import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenCalls } from '../../call/call-limit.js';
import type { Endpoint, Report } from '../../provider/sdk-line.js';
import { READ_ONLY_PATH } from './address-choice.js';
import { admissionControl } from './admission.js';
import { requestHandler } from './arrivals.js';
import { bodyReader, chunksOf } from './body.js';
import { providerEndpoint, type SharedServing } from './endpoint.js';
import type { HttpLimits } from './limits.js';
import { metadataDocuments } from './metadata.js';
import { type Operation, operationPaths } from './operation.js';
import type { HttpOptions } from './options.js';
import { acceptsAnyOrigin, protectedResource } from './protected-resource.js';
import { PUBLIC_LIMITS, routeTarget } from './route-target.js';
import { Sessions } from './sessions.js';
import { streamLimits } from './streams.js';
import type { Target } from './target.js';

/** Routes all requests of the HTTP server to endpoints, webhooks, routes and documents. */
export function httpListener(
  endpoints: ReadonlyMap<string, { name: string; endpoint: Endpoint }>,
  options: HttpOptions,
  limits: HttpLimits,
  probes: Pick<Operation, 'ready' | 'degraded'> | undefined,
  report: Report,
  webhooks: ReadonlyMap<string, Target>,
) {
  const { publicUrl, routes = [], metrics } = options;
  const onLimit = (status: number) => metrics?.record({ type: 'limit', status });
  const intakeOf = (intakeLimits: HttpLimits) => ({
    ...admissionControl(intakeLimits, onLimit),
    readBody: bodyReader(intakeLimits, onLimit),
  });
  const { startAll: beginAll, ...intake } = intakeOf(limits);
  const shared: SharedServing = {
    ...intake,
    streams: streamLimits(limits, onLimit),
    calls: new OpenCalls(),
    maxResultBytes: limits.maxResultBytes,
  };
  const allSessions: Sessions[] = [];
  const targets = new Map(webhooks);
  for (const [path, { name, endpoint }] of endpoints) {
    const sessions = options.sessions ? new Sessions(endpoint, limits, onLimit) : undefined;
    if (sessions) allSessions.push(sessions);
    const addTarget = (path: string, scopes: readonly string[], isReadOnly: boolean) =>
      targets.set(path, {
        resource: protectedResource(name, path, options, scopes),
        anyOrigin: acceptsAnyOrigin(options),
        methods: sessions ? ['POST', 'GET', 'DELETE'] : ['POST'],
        handle: providerEndpoint(endpoint, publicUrl, { ...shared, sessions }, isReadOnly),
      });
    addTarget(path, endpoint.scopes, false);
    addTarget(path + READ_ONLY_PATH, endpoint.readOnlyScopes, true);
  }
  const publicIntake = intakeOf({ ...limits, ...PUBLIC_LIMITS });
  for (const route of routes) {
    const intake = route.public === true ? publicIntake : shared;
    targets.set(route.path, routeTarget(route, options, intake));
  }
  const resources = [...targets.values()].flatMap(({ resource }) => resource ?? []);

  const arrive = requestHandler({
    ...options,
    report,
    documents: metadataDocuments(resources, options.verifier),
    ...(probes && { operation: operationPaths({ ...probes, metrics, publicUrl }) }),
    targetAt: (path) => targets.get(path),
  });

  return {
    /** All paths that are served, except those for operators. */
    paths: [...targets.keys(), ...resources.flatMap(({ metadataPath }) => metadataPath ?? [])],
    arrive,
    handle(incoming: IncomingMessage, outgoing: ServerResponse) {
      arrive({ incoming, outgoing, read: chunksOf(incoming, outgoing) });
    },
    endCalls() {
      shared.calls.end();
      beginAll();
    },
    /** Ends streams, which would not end by themselves. */
    async endStreams() {
      await Promise.all(Array.from(endpoints.values(), ({ endpoint }) => endpoint.endStreams()));
      shared.streams.end();
    },
    async endSessions() {
      await Promise.all(allSessions.map((sessions) => sessions.close()));
    },
  };
}
