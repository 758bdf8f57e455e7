import type { Attributes, Context, Tracer } from '@opentelemetry/api';
import { context, propagation, SpanKind, trace } from '@opentelemetry/api';
import type { CallRecord, Follow, Outgoing } from '../provider/call-context.js';
import { containsSecret } from '../provider/call-context.js';
import { fail, typeOf } from './failure.js';

/** W3C Trace Context: never `baggage`, which can hold what is not for the other side. */
const HEADERS = ['traceparent', 'tracestate'] as const;

/** Traces the requests of one call. */
export const following =
  (tracer: Tracer, call: Context, { secrets }: CallRecord, outgoing: boolean): Follow =>
  async (request, send, endOf) => {
    // What the code of the call has made active, such as a span of its own.
    const parent = trace.getSpanContext(context.active()) ? context.active() : call;
    const options = { kind: SpanKind.CLIENT, attributes: attributesOf(request) };
    const span = tracer.startSpan(nameOf(request), options, parent);
    const own = trace.setSpan(parent, span);
    try {
      const value = await context.with(own, () => send(outgoing ? headersOf(own) : {}));
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
      // Only now the credentials of the request are known. A query can contain anything.
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

function headersOf(own: Context): Record<string, string> {
  const carrier: Record<string, string> = {};
  propagation.inject(own, carrier);
  return Object.fromEntries(
    HEADERS.flatMap((name) => (carrier[name] === undefined ? [] : [[name, carrier[name]]])),
  );
}

const targetOf = ({ params: { name } }: Extract<Outgoing, { kind: 'mcp' }>) =>
  typeof name === 'string' ? name : undefined;

function nameOf(request: Outgoing): string {
  if (request.kind === 'http') return request.method;
  const target = targetOf(request);
  return target === undefined ? request.method : `${request.method} ${target}`;
}

/** Semantic conventions for HTTP and for MCP. */
function attributesOf(request: Outgoing): Attributes {
  const { method, url } = request;
  const server = url && { 'server.address': url.hostname, 'server.port': Number(url.port) || (url.protocol === 'https:' ? 443 : 80) }; // prettier-ignore
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
    ...(method === 'tools/call' && { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.name': name }), // prettier-ignore
    ...(method === 'prompts/get' && { 'gen_ai.prompt.name': name }),
    ...(typeof uri === 'string' && { 'mcp.resource.uri': uri }),
    'network.transport': url ? 'tcp' : 'pipe',
  };
}
