import { ProxyAgent, request } from 'undici';
import { decodeOrKeep } from '../utils/percent-decoding.js';
import type { PreparedRequest } from './http-fetch.js';
import { describeProxy, type Proxy, ProxyError } from './proxy.js';
import { unreachableReason } from './unreachable.js';

/** Agents, which keep connections, by the URL of their proxy. */
const agents = new Map<string, ProxyAgent>();

/**
 * Sends a request through a proxy, which forwards http requests and tunnels https (RFC 9110 section
 * 9.3.6).
 * @throws ProxyError if the proxy refuses the request or cannot be reached
 */
export async function proxiedRequest(
  proxy: Proxy,
  { url, method, headers, content, signal }: PreparedRequest,
) {
  const { href } = proxy.url;
  const agent = agents.get(href) ?? agentOf(proxy.url);
  agents.set(href, agent);
  try {
    const {
      statusCode,
      statusText,
      headers: fields,
      body,
    } = await request(url, {
      dispatcher: agent,
      method,
      headers,
      body: content ?? null,
      signal: signal ?? null,
    });
    const rawHeaders = Object.entries(fields).flatMap(([name, values = []]) =>
      // latin1, as node:http returns header values
      [values].flat().flatMap((value) => [name, Buffer.from(value).toString('latin1')]),
    );
    return { status: statusCode, statusText, rawHeaders, body, destroy: () => body.destroy() };
  } catch (error) {
    throw proxyErrorOf(error, proxy);
  }
}

/** Creates an agent without timeouts, because the caller limits the time. */
function agentOf({ protocol, host, username, password }: URL): ProxyAgent {
  const login = `${decodeOrKeep(username)}:${decodeOrKeep(password)}`;
  return new ProxyAgent({
    uri: `${protocol}//${host}`,
    ...(login !== ':' && { token: `Basic ${Buffer.from(login).toString('base64')}` }),
    proxyTunnel: false,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

/** Error codes of a connection to the proxy: it alone connects to the host behind it. */
const UNREACHABLE_CODES =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|UND_ERR_PRX_TLS)$/;

function proxyErrorOf(cause: unknown, proxy: Proxy): unknown {
  if (!(cause instanceof Error)) return cause;
  const { message, code = '' } = cause as NodeJS.ErrnoException;
  const [, status] = /^Proxy (?:response|Authentication Required) \((\d+)\)/.exec(message) ?? [];
  if (status === '407')
    return new ProxyError(
      `${describeProxy(proxy)} requires a user name and a password, or refuses them (407)`,
      { cause },
    );
  if (status !== undefined)
    return new ProxyError(`${describeProxy(proxy)} refuses the connection (${status})`, { cause });
  return UNREACHABLE_CODES.test(code)
    ? new ProxyError(`${describeProxy(proxy)} cannot be reached: ${unreachableReason(cause)}`, {
        cause,
      })
    : cause;
}
