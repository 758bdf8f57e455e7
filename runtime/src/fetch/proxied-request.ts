import { ProxyAgent, request } from 'undici';
import type { SentRequest } from './http-fetch.js';
import { nameOf, type Proxy, ProxyError } from './proxy.js';
import { causeOf } from './unreachable.js';

/** By the URL of a proxy: its connections are kept. */
const agents = new Map<string, ProxyAgent>();

/**
 * One request through a proxy: the proxy sends one to http, and has a tunnel for one to https (RFC 9110 section 9.3.6).
 * @throws ProxyError where the proxy refuses, or cannot be reached
 */
export async function proxiedRequest(
  proxy: Proxy,
  { url, method, headers, content, signal }: SentRequest,
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
      // Bytes, as node:http has them.
      [values].flat().flatMap((value) => [name, Buffer.from(value).toString('latin1')]),
    );
    return { status: statusCode, statusText, rawHeaders, body, destroy: () => body.destroy() };
  } catch (error) {
    throw explained(error, proxy);
  }
}

/** Time is limited by the caller. */
function agentOf({ protocol, host, username, password }: URL): ProxyAgent {
  const login = `${decoded(username)}:${decoded(password)}`;
  return new ProxyAgent({
    uri: `${protocol}//${host}`,
    ...(login !== ':' && { token: `Basic ${Buffer.from(login).toString('base64')}` }),
    proxyTunnel: false,
    headersTimeout: 0,
    bodyTimeout: 0,
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The host behind it is reached by the proxy alone, so that no connection is one to the proxy. */
const UNREACHABLE =
  /^(?:ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|UND_ERR_PRX_TLS)$/;

function explained(cause: unknown, proxy: Proxy): unknown {
  if (!(cause instanceof Error)) return cause;
  const { message, code = '' } = cause as NodeJS.ErrnoException;
  const [, status] = /^Proxy (?:response|Authentication Required) \((\d+)\)/.exec(message) ?? [];
  if (status === '407')
    return new ProxyError(
      `${nameOf(proxy)} requires a user name and a password, or refuses them (407)`,
      { cause },
    );
  if (status !== undefined)
    return new ProxyError(`${nameOf(proxy)} refuses the connection (${status})`, { cause });
  return UNREACHABLE.test(code)
    ? new ProxyError(`${nameOf(proxy)} cannot be reached: ${causeOf(cause)}`, { cause })
    : cause;
}
