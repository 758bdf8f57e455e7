import {
  type Attributes,
  type Context,
  context,
  type Link,
  propagation,
  type Span,
  SpanKind,
  SpanStatusCode,
  trace,
  type Tracer,
} from '@opentelemetry/api';
import {
  type CallRecord,
  containsSecret,
  recordOf,
  type RequestTracer,
  type UpstreamRequest,
} from '../call/call-context.js';
import { CallEndedError } from '../call/call-limit.js';
import { SuspendedCallError } from '../call/elicitation/rounds.js';
import type { Middleware, MiddlewareCall, Next } from '../call/middleware.js';
import { ToolError } from '../call/result/tool-error.js';

/** Options of `telemetry` for traces of others. */
export interface TelemetryOptions {
  /**
   * Whether the trace of a caller continues in the spans of this server (`parent`), or is only
   * linked to them (`link`): callers of a public server should not decide what it records. Default:
   * `parent`.
   */
  incoming?: 'parent' | 'link';
  /** Whether requests to APIs and MCP servers carry `traceparent`. `baggage` is never sent. Default: true. */
  outgoing?: boolean;
}

const METHODS = { tool: 'tools/call', resource: 'resources/read', prompt: 'prompts/get' } as const;

const methodOf = ({ kind, step = 'deliver' }: MiddlewareCall): string =>
  kind === 'event' ? `events/${step}` : METHODS[kind];

/**
 * Creates a span for each call, and one for each of its requests to an API or another MCP server,
 * by the semantic conventions for MCP and HTTP. Spans have no arguments, no results and no messages
 * of errors. Without an SDK it does nothing.
 * @example defineProvider({ name: 'tracker', use: [telemetry()] });
 */
export function telemetry({
  incoming = 'parent',
  outgoing = true,
}: TelemetryOptions = {}): Middleware {
  const tracer = trace.getTracer('mcp-provider');
  return (call, next) => {
    const { parent, links } = originOf(call, incoming);
    const name = call.kind === 'resource' ? '' : ` ${call.name}`;
    const options = { kind: SpanKind.SERVER, links, attributes: attributesOf(call) };
    const span = tracer.startSpan(`${methodOf(call)}${name}`, options, parent);
    if (!trace.isSpanContextValid(span.spanContext())) return next(); // there is no SDK
    const contextWithSpan = trace.setSpan(parent, span);
    const record = recordOf(call.context);
    record.follow = requestTracer(tracer, contextWithSpan, record, outgoing);
    return context.with(contextWithSpan, () => runInSpan(span, call, next));
  };
}

/** Runs a call, and ends its span with it, even if its code continues. */
async function runInSpan(
  span: Span,
  { kind, context: { signal } }: MiddlewareCall,
  next: Next,
): ReturnType<Next> {
  const end = () => {
    if (span.isRecording()) span.end();
  };
  const stop = () => {
    fail(span, signal.reason instanceof CallEndedError ? signal.reason.outcome : 'cancelled');
    end();
  };
  signal.addEventListener('abort', stop, { once: true });
  try {
    const result = await next();
    if (result?.isError === true) fail(span, 'tool_error');
    return result;
  } catch (error) {
    // A question to the user is not a failure: the call comes again with the answer.
    if (!(error instanceof SuspendedCallError))
      fail(span, kind === 'tool' && error instanceof ToolError ? 'tool_error' : typeOf(error));
    throw error;
  } finally {
    signal.removeEventListener('abort', stop);
    end();
  }
}

const PROTOCOL_VERSION = 'io.modelcontextprotocol/protocolVersion';

/**
 * Attributes of the MCP semantic conventions:
 * https://github.com/open-telemetry/semantic-conventions-genai/blob/main/docs/gen-ai/mcp.md
 */
function attributesOf(call: MiddlewareCall): Attributes {
  const { kind, name, args, id, provider, request, meta, header } = call;
  const attributes: Attributes = {
    'mcp.method.name': methodOf(call),
    'jsonrpc.request.id': String(id),
    'mcp_provider.name': provider,
    'network.transport': request ? 'tcp' : 'pipe',
  };
  if (request) attributes['network.protocol.name'] = 'http';
  if (request) attributes['mcp_provider.request_id'] = request.id;
  const version = header('mcp-protocol-version') ?? meta[PROTOCOL_VERSION];
  if (typeof version === 'string') attributes['mcp.protocol.version'] = version;
  if (kind === 'tool') attributes['gen_ai.operation.name'] = 'execute_tool';
  if (kind === 'resource') attributes['mcp.resource.uri'] = String(args);
  else attributes[`gen_ai.${kind}.name`] = name;
  return attributes;
}

/**
 * Returns the parent context of a call. `_meta` of the message comes before the active context,
 * such as the span of the HTTP request, and that before the header of the request (SEP-414;
 * semantic conventions for MCP, "Context propagation").
 */
function originOf(
  { meta, header }: MiddlewareCall,
  incoming: 'parent' | 'link',
): { parent: Context; links: Link[] } {
  const active = context.active();
  const ambient = trace.getSpanContext(active);
  const messageContext = extractContext(active, meta.traceparent, meta.tracestate);
  const remote =
    messageContext ??
    (ambient ? undefined : extractContext(active, header('traceparent'), header('tracestate')));
  const isParent = incoming === 'parent' && remote !== undefined;
  const linkedSpan = isParent ? ambient : remote && trace.getSpanContext(remote);
  return { parent: isParent ? remote : active, links: linkedSpan ? [{ context: linkedSpan }] : [] };
}

function extractContext(
  active: Context,
  traceparent: unknown,
  tracestate: unknown,
): Context | undefined {
  if (typeof traceparent !== 'string') return undefined;
  const carrier = { traceparent, ...(typeof tracestate === 'string' && { tracestate }) };
  const remote = propagation.extract(active, carrier);
  return remote === active ? undefined : remote;
}

/**
 * Headers of W3C Trace Context. `baggage` is never sent, because it can contain data that is not
 * for the other side.
 */
const TRACE_HEADERS = ['traceparent', 'tracestate'] as const;

const requestTracer =
  (tracer: Tracer, call: Context, { secrets }: CallRecord, outgoing: boolean): RequestTracer =>
  async (request, send, endOf) => {
    // The code of the call may have activated a span of its own.
    const parent = trace.getSpanContext(context.active()) ? context.active() : call;
    const options = { kind: SpanKind.CLIENT, attributes: sentAttributes(request) };
    const span = tracer.startSpan(nameOf(request), options, parent);
    const contextWithSpan = trace.setSpan(parent, span);
    try {
      const value = await context.with(contextWithSpan, () =>
        send(outgoing ? headersOf(contextWithSpan) : {}),
      );
      const end = endOf(value);
      if (typeof end === 'number') span.setAttribute('http.response.status_code', end);
      if (typeof end === 'string' || (end !== undefined && end >= 400)) fail(span, String(end));
      return value;
    } catch (error) {
      const { cause } = error as Error;
      const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
      const isRpc = request.kind === 'mcp' && typeof code === 'number';
      if (isRpc) span.setAttribute('rpc.response.status_code', String(code));
      fail(span, isRpc ? String(code) : typeOf(error));
      throw error;
    } finally {
      // The credentials of the request are known only now. The query is left out, because it can
      // contain anything.
      if (request.kind === 'http') {
        const { origin, pathname } = request.url;
        span.setAttribute(
          'url.full',
          containsSecret(pathname, secrets) ? origin : origin + pathname,
        );
      }
      span.end();
    }
  };

function headersOf(spanContext: Context): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(spanContext, carrier);
  return Object.fromEntries(
    TRACE_HEADERS.flatMap((name) => (carrier[name] === undefined ? [] : [[name, carrier[name]]])),
  );
}

const targetOf = ({ params: { name } }: Extract<UpstreamRequest, { kind: 'mcp' }>) =>
  typeof name === 'string' ? name : undefined;

function nameOf(request: UpstreamRequest): string {
  if (request.kind === 'http') return request.method;
  const target = targetOf(request);
  return target === undefined ? request.method : `${request.method} ${target}`;
}

/** Attributes of a request, by the semantic conventions for HTTP and MCP. */
function sentAttributes(request: UpstreamRequest): Attributes {
  const { method, url } = request;
  const server = url && {
    'server.address': url.hostname,
    'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80),
  };
  if (request.kind === 'http')
    return {
      ...server,
      'http.request.method': method,
      ...(request.resends > 0 && { 'http.request.resend_count': request.resends }),
    };
  const name = targetOf(request);
  const { uri } = request.params;
  return {
    ...server,
    'mcp.method.name': method,
    ...(method === 'tools/call' && {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': name,
    }),
    ...(method === 'prompts/get' && { 'gen_ai.prompt.name': name }),
    ...(typeof uri === 'string' && { 'mcp.resource.uri': uri }),
    'network.transport': url ? 'tcp' : 'pipe',
  };
}

/** Marks a span as failed with the type of the error only, because a message can repeat arguments. */
function fail(span: Span, type: string): void {
  if (!span.isRecording()) return;
  span.setAttribute('error.type', type);
  span.setStatus({ code: SpanStatusCode.ERROR });
}

function typeOf(error: unknown): string {
  return error instanceof Error ? error.name : '_OTHER';
}
