import type { IncomingMessage, ServerResponse } from 'node:http';
import { OpenCalls } from '../../call/call-limit.js';
import {
  anonymousPrincipal,
  localPrincipal,
  type Principal,
  type TokenVerifier,
} from '../../identity/principal.js';
import { log } from '../../project/log.js';
import {
  missingEntryError,
  type Project,
  projectInCode,
  type ProjectOptions,
  runInProject,
} from '../../project/project.js';
import type { Provider, ProviderWebhooks } from '../../provider/definition.js';
import { type CodeProvider, IN_CODE } from '../../provider/in-code.js';
import type { ProviderModule } from '../../provider/loader.js';
import { commonProject } from '../../provider/module-in-code.js';
import { type Report, sdkLineOf } from '../../provider/sdk-line.js';
import type { WebFetch } from '../../provider/web-fetch.js';
import { isSafeUrl } from '../../utils/addresses.js';
import { LazyValue } from '../../utils/lazy-value.js';
import { StartError } from '../../utils/start-error.js';
import type { Agent } from '../agent.js';
import { checkToolNames } from '../check-tool-names.js';
import { endProject } from '../end-project.js';
import type { ServedProviders } from '../options.js';
import { endsWithPath, READ_ONLY_PATH, WEBHOOKS_PATH } from './address-choice.js';
import { admission } from './admission.js';
import { requestHandler } from './arrivals.js';
import { BODY_READ, bodyReader, chunksOf, readWithin } from './body.js';
import { providerEndpoint } from './endpoint.js';
import type { Arrival, Head, Incoming, Outgoing, ReadChunks } from './exchange.js';
import { type HttpLimits, httpLimits, requireLimits } from './limits.js';
import { localCaller } from './local-caller.js';
import { metadataDocuments, SERVER_METADATA } from './metadata.js';
import type { HttpOptions } from './options.js';
import { hostsOf, requireOrigins } from './origins.js';
import {
  acceptsAnyOrigin,
  type Caller,
  type ProtectedResource,
  protectedResource,
} from './resource.js';
import { streamLimits } from './streams.js';
import type { Target } from './target.js';
import { webExchange } from './web-exchange.js';

/** Who may call a handler, and how much. The settings of a project are for a provider whose settings are in code. */
export interface HandlerOptions extends ProjectOptions {
  /** That of a provider whose settings are in provider-config.yaml, if the process opens several (`openProject`). */
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
  /** Those of connections, sessions and `headersTimeoutMs` are the host's own matter. Environment variables win. */
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

/** A provider for servers that exist: its endpoint, stateless, of both versions of the protocol. */
export interface Handler {
  /** The paths to route to it: endpoints, pages and, with a verifier, metadata (RFC 9728). */
  readonly paths: readonly string[];
  fetch: WebFetch;
  /** Ends streams and calls in progress, and what belongs to this handler alone. */
  close(): Promise<void>;
}

/** The part of a provider that a handler serves; `defineProvider` returns it. */
type ServableProvider = Pick<
  ProviderModule['mcpInstance'],
  'createServer' | 'getInitializationOptions'
> & {
  readonly [IN_CODE]?: CodeProvider | undefined;
};

/** Lets `toNodeHandler` pass requests to a handler without creating a `Request`. */
const nodeHandlers = new WeakMap<Handler, { arrive(arrival: Arrival): void; timeoutMs: number }>();

/**
 * Several providers in code, with what `runServer` serves beside them: each at `/<provider>/mcp`, all at `/mcp`, the pages of
 * their users, and an agent.
 * @example await createHandler([orders], { url: 'https://tools.acme.dev', authorizationServer: 'built-in' })
 */
export function createHandler(served: readonly Provider[], options: SiteOptions): Promise<Handler>;
/**
 * A provider as a web-standard handler, for any server that has `Request` and `Response`. All checks of `runServer` are
 * on; connections, sessions, `/healthz` and `/metrics` are the host's.
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
  return handlerOf(paths, arrive, limits.requestTimeoutMs, async () => {
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
  runInOwnProject(() => checkToolNames([{ name, provider }]));
  const report: Report = (level, message, error) => log(level, message, error, { provider: name });
  const onLimit = (status: number) => metrics?.record({ type: 'limit', status });
  const { admit } = admission(limits, onLimit);
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
      async handle(request: Incoming, caller: Caller) {
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
    ...resources.flatMap((one) => one.metadataPath ?? []),
  ];
  const arrive = (arrival: Arrival) => runInOwnProject(() => serve(arrival));
  return handlerOf(paths, arrive, limits.requestTimeoutMs, async () => {
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
    const name = webhooks?.paths.find((one) => endsWithPath(path, WEBHOOKS_PATH + one));
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

/** @param end what belongs to the handler alone */
function handlerOf(
  paths: readonly string[],
  serve: (arrival: Arrival) => void,
  timeoutMs: number,
  end: () => Promise<void>,
): Handler {
  const inProgress = new Set<Outgoing>();
  const arrive = (arrival: Arrival) => {
    const { outgoing } = arrival;
    inProgress.add(outgoing);
    outgoing.once('close', () => inProgress.delete(outgoing));
    serve(arrival);
  };
  const handler: Handler = {
    paths,
    fetch(request, info = {}) {
      const { arrival, response } = webExchange(request, info, timeoutMs);
      arrive(arrival);
      return response;
    },
    async close() {
      for (const outgoing of inProgress) outgoing.destroy();
      await end();
    },
  };
  nodeHandlers.set(handler, { arrive, timeoutMs });
  return handler;
}

const PROJECT_SETTINGS = ['stores', 'queue', 'log', 'metrics', 'branding', 'env'] as const;

/** The project of the options; undefined where that of the provider is used. @throws StartError */
function projectFor(served: ServableProvider, options: HandlerOptions): Project | undefined {
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

const optionError = (
  option: keyof HandlerOptions | keyof SiteOptions,
  problem: string,
): StartError => new StartError(`createHandler: "${option}" ${problem}.`);

/** @param isVerified whether callers are, also without `verifier`. @throws StartError */
function httpOptions(
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

/** The caller of requests where no verifier is passed. */
function callerWithout(
  anonymous: boolean | undefined,
  localUser: Principal,
): ProtectedResource['authenticate'] {
  const everyone: Caller = { principal: anonymousPrincipal() };
  if (anonymous === true) return async () => everyone;
  return localCaller(
    localUser,
    'Its operator can pass "verifier", or "anonymous: true", to createHandler.',
  );
}

/**
 * A request of a framework: its body parser sets `body`, and `originalUrl` is the URL before its
 * routers changed it.
 */
type FrameworkRequest = IncomingMessage & { body?: unknown; originalUrl?: string };

/**
 * A handler for Node.js: `createServer` of `node:http`, Express, and Fastify's raw requests. It makes no web objects, and
 * knows the address of the peer.
 * @throws Error for a handler that `createHandler` has not made
 * @example app.all('/mcp', toNodeHandler(handler));
 */
export function toNodeHandler(
  handler: Handler,
): (incoming: IncomingMessage, outgoing: ServerResponse) => void {
  const registered = nodeHandlers.get(handler);
  if (!registered)
    throw new Error('toNodeHandler: the handler must be one that createHandler made.');
  const { arrive, timeoutMs } = registered;
  return (incoming: FrameworkRequest, outgoing) => {
    const { readableEnded, body } = incoming;
    const read = readableEnded ? parsedBody(incoming) : readWithin(chunksOf(incoming), timeoutMs);
    const isParsed = readableEnded && !(body instanceof Uint8Array);
    arrive({ incoming: headOf(incoming), outgoing, read, isParsed });
  };
}

function headOf(incoming: FrameworkRequest): Head {
  const {
    originalUrl = incoming.url,
    method,
    url,
    headers,
    socket,
    httpVersion,
    readableEnded,
  } = incoming;
  if (originalUrl === url && !readableEnded) return incoming;
  return {
    method,
    url: originalUrl,
    // The parser of the body has decoded it.
    headers: readableEnded ? { ...headers, 'content-encoding': undefined } : headers,
    socket,
    httpVersion,
    get complete() {
      return incoming.complete;
    },
  };
}

/**
 * Reads the body that `express.json()`, `.text()` or `.raw()` has parsed. JSON is serialized again,
 * so that the limits of bodies apply.
 */
const parsedBody =
  ({ body }: FrameworkRequest): ReadChunks =>
  async (accept) => {
    if (body === undefined) throw new Error(BODY_READ);
    if (body instanceof Uint8Array) return accept(Buffer.from(body));
    return accept(Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)));
  };
