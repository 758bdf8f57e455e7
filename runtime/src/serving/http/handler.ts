import { OpenCalls } from '../../call/call-limit.js';
import {
  anonymousPrincipal,
  type Principal,
  type TokenVerifier,
} from '../../identity/principal.js';
import { log } from '../../project/log.js';
import { runInProject } from '../../project/project.js';
import type { Provider, ProviderWebhooks } from '../../provider/definition.js';
import { commonProject } from '../../provider/module-in-code.js';
import { type Report, sdkLineOf } from '../../provider/sdk-line.js';
import { LazyValue } from '../../utils/lazy-value.js';
import { checkToolChoice } from '../check-tool-choice.js';
import { endProject } from '../end-project.js';
import { endsWithPath, READ_ONLY_PATH, WEBHOOKS_PATH } from './address-choice.js';
import { admissionControl } from './admission.js';
import { requestHandler } from './arrivals.js';
import { bodyReader } from './body.js';
import { providerEndpoint } from './endpoint.js';
import type { Arrival, Incoming } from './exchange.js';
import {
  type HandlerOptions,
  httpOptions,
  optionError,
  projectFor,
  type ServableProvider,
  type SiteOptions,
} from './handler-options.js';
import { type HttpLimits, httpLimits, requireLimits } from './limits.js';
import { localCaller } from './local-caller.js';
import { metadataDocuments, SERVER_METADATA } from './metadata.js';
import {
  acceptsAnyOrigin,
  type HttpCaller,
  type ProtectedResource,
  protectedResource,
} from './protected-resource.js';
import { streamLimits } from './streams.js';
import type { Target } from './target.js';
import { type Handler, webHandler } from './web-handler.js';

/**
 * Several providers in code, with what `runServer` serves beside them: each at `/<provider>/mcp`, all at `/mcp`, the pages of
 * their users, and an agent.
 * @example await createHandler([orders], { url: 'https://tools.acme.dev', authorizationServer: 'built-in' })
 */
export function createHandler(served: readonly Provider[], options: SiteOptions): Promise<Handler>;
/**
 * Creates a provider as a web-standard handler, for any server that has `Request` and `Response`. All checks of
 * `runServer` are on; connections, sessions, `/healthz` and `/metrics` are the host's.
 * @throws StartError for an option that cannot be used
 * @example createHandler(provider, { url: 'https://tools.acme.dev/mcp', verifier: jwt({ issuer }) })
 */
export function createHandler(served: ServableProvider, options?: HandlerOptions): Handler;
export function createHandler(
  served: ServableProvider | readonly Provider[],
  options: HandlerOptions & SiteOptions = {},
): Handler | Promise<Handler> {
  return 'length' in served
    ? createSiteHandler(served, options)
    : createProviderHandler(served, options);
}

async function createSiteHandler(
  providers: readonly Provider[],
  options: SiteOptions,
): Promise<Handler> {
  const { authorizationServer, url } = options;
  if ((authorizationServer === undefined) === (options.verifier === undefined))
    throw optionError(
      'verifier',
      'or "authorizationServer" is required for several providers, and one of them only',
    );
  const { path, ...serving } = httpOptions(options, authorizationServer !== undefined);
  if (path !== '/')
    throw optionError('url', 'must have no path: each provider is at "/<provider>/mcp"');
  const env = { ...(options.env ?? process.env), MCP_PUBLIC_URL: url };
  const project = commonProject(providers, { ...options, env });
  const { siteInApplication } = await import('./mounted.js');
  const limits = httpLimits(requireLimits(options.limits));
  const { metrics } = options;
  const site = await runInProject(project, () =>
    siteInApplication(providers, { ...serving, limits, metrics }, project, options),
  );
  const paths = authorizationServer ? [...site.paths, SERVER_METADATA] : site.paths;
  const arrive = (arrival: Arrival) => runInProject(project, () => site.arrive(arrival));
  return webHandler(paths, arrive, limits.requestTimeoutMs, async () => {
    await site.endStreams();
    await site.cut();
    await endProject(project);
  });
}

function createProviderHandler(
  module: ServableProvider,
  options: HandlerOptions & SiteOptions,
): Handler {
  const { verifier } = options;
  if (options.authorizationServer ?? options.agent)
    throw optionError(
      options.agent ? 'agent' : 'authorizationServer',
      'needs a list of providers: createHandler([provider], …)',
    );
  const serving = httpOptions(options);
  const project = projectFor(module, options);
  const metrics = project?.metrics;
  const runInOwnProject = <T>(task: () => T): T => (project ? runInProject(project, task) : task());
  const { path, publicUrl, localUser } = serving;
  const limits = httpLimits(requireLimits(options.limits));
  const { name } = runInOwnProject(() => module.getInitializationOptions());
  const { line, provider } = runInOwnProject(() => sdkLineOf(module.createServer, localUser)); // mistakes stop the start
  runInOwnProject(() => checkToolChoice([{ name, provider }]));
  const report: Report = (level, message, error) => log(level, message, error, { provider: name });
  const onLimit = (status: number) => metrics?.record({ type: 'limit', status });
  const { admit } = admissionControl(limits, onLimit);
  const shared = {
    admit,
    readBody: bodyReader(limits, onLimit),
    streams: streamLimits(limits, onLimit),
    calls: new OpenCalls(),
    maxResultBytes: limits.maxResultBytes,
    sessions: undefined,
  };

  async function openEndpoint() {
    const endpoint = await line.httpEndpoint(provider, report);
    const handlerAt = (isReadOnly: boolean) =>
      providerEndpoint(endpoint, publicUrl, shared, isReadOnly);
    return { endpoint, handle: handlerAt(false), handleReadOnly: handlerAt(true) };
  }
  const opening = new LazyValue(openEndpoint);

  function targetAt(path: string, scopes: readonly string[], isReadOnly: boolean) {
    const resource: ProtectedResource = verifier
      ? withLazyStart(verifier, protectedResource(name, path, serving, scopes))
      : { authenticate: callerWithout(options.anonymous, localUser) };
    return {
      resource,
      anyOrigin: acceptsAnyOrigin(serving),
      methods: ['POST'],
      async handle(request: Incoming, caller: HttpCaller) {
        const { handle, handleReadOnly } = await opening.get();
        // A client that left while the endpoint opened has closed the response already: its close
        // would never end the turn of a call.
        if (!request.outgoing.closed) await (isReadOnly ? handleReadOnly : handle)(request, caller);
      },
    };
  }
  const base = path === '/' ? '' : path;
  const readOnlyPath = base + READ_ONLY_PATH;
  const target = targetAt(path, provider.scopes, false);
  const readOnlyTarget = targetAt(readOnlyPath, provider.readOnlyScopes, true);
  const resources = [target.resource, readOnlyTarget.resource];
  const { webhooks } = provider;
  const webhookTargetAt = lazyWebhooks(webhooks, limits, onLimit);
  const serve = requestHandler({
    ...serving,
    report,
    documents: metadataDocuments(resources, verifier),
    // The host has routed the request, and may have changed its path.
    targetAt(requestedPath) {
      if (requestedPath === path) return target;
      if (endsWithPath(requestedPath, READ_ONLY_PATH)) return readOnlyTarget;
      return webhookTargetAt(requestedPath) ?? target;
    },
  });
  const webhookPaths = webhooks?.paths.map((name) => base + WEBHOOKS_PATH + name) ?? [];
  const paths = [
    path,
    readOnlyPath,
    ...webhookPaths,
    ...resources.flatMap(({ metadataPath }) => metadataPath ?? []),
  ];
  const arrive = (arrival: Arrival) => runInOwnProject(() => serve(arrival));
  return webHandler(paths, arrive, limits.requestTimeoutMs, async () => {
    const { endpoint } = (await opening.begun?.catch(() => undefined)) ?? {};
    await endpoint?.endStreams();
    await endpoint?.close();
    if (project && project !== options.project) await endProject(project);
  });
}

/** @returns a function that returns the target for the path of a webhook. Their code is loaded with the first request. */
function lazyWebhooks(
  webhooks: ProviderWebhooks | undefined,
  limits: HttpLimits,
  onLimit: (status: number) => void,
) {
  const open = async (served: ProviderWebhooks) =>
    (await import('./webhook-target.js')).webhookTargets(served, limits, onLimit);
  const opening = webhooks && new LazyValue(() => open(webhooks));
  return (path: string): Target | undefined => {
    const name = webhooks?.paths.find((webhook) => endsWithPath(path, WEBHOOKS_PATH + webhook));
    if (!opening || name === undefined) return undefined;
    return {
      anyOrigin: true,
      methods: ['POST'],
      async handle(request, caller) {
        await (await opening.get()).get(name)?.handle(request, caller);
      },
    };
  };
}

/** Starts the verifier with the first request. */
function withLazyStart(verifier: TokenVerifier, resource: ProtectedResource): ProtectedResource {
  const starting = new LazyValue(async () => verifier.start?.());
  return {
    ...resource,
    async authenticate(incoming) {
      await starting.get();
      return resource.authenticate(incoming);
    },
  };
}

/** Returns the caller of requests if no verifier is passed. */
function callerWithout(
  anonymous: boolean | undefined,
  localUser: Principal,
): ProtectedResource['authenticate'] {
  const everyone: HttpCaller = { principal: anonymousPrincipal() };
  if (anonymous === true) return async () => everyone;
  return localCaller(
    localUser,
    'Its operator can pass "verifier", or "anonymous: true", to createHandler.',
  );
}
