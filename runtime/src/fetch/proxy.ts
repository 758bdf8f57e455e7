import { isLoopback } from '../utils/addresses.js';

/** A proxy of the environment, and the variable that names it. */
export interface Proxy {
  url: URL;
  variable: string;
}

/** Requests get no further than the proxy. The message is the end of a sentence. */
export class ProxyError extends Error {
  override name = 'ProxyError';
  /** Nothing was sent. */
  readonly code = 'PROXY_REFUSED';
}

/** A proxy in messages, which its password must not reach. */
export const nameOf = ({ url, variable }: Proxy): string =>
  `the proxy "${url.protocol}//${url.host}" of ${variable}`;

/**
 * The proxy for requests to a URL, by `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` in either case of letters, as curl reads
 * them. Undefined for a direct connection, which loopback addresses always have.
 * @throws ProxyError where the variable is no URL
 */
export function proxyOf(url: URL): Proxy | undefined {
  const variable = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxyUrl = environmentVariable(variable);
  if (proxyUrl === '' || isLoopback(url.hostname) || isExcepted(url)) return undefined;
  const address = proxyUrl.includes('://') ? proxyUrl : `http://${proxyUrl}`;
  if (!URL.canParse(address)) throw new ProxyError(`${variable} is not the URL of a proxy`);
  return { url: new URL(address), variable };
}

/** A CGI program gets `HTTP_PROXY` from the header "Proxy" of a request; no server here is one. */
const environmentVariable = (name: string): string => {
  const { env = {} } = process as Partial<NodeJS.Process>;
  return (env[name.toLowerCase()] || env[name] || '').trim();
};

/** `NO_PROXY`: hosts with all names below them, each with or without a port, or `*` for all. */
function isExcepted({ hostname, port, protocol }: URL): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
  const ownPort = port || (protocol === 'https:' ? '443' : '80');
  const entries = environmentVariable('NO_PROXY')
    .toLowerCase()
    .split(/[\s,]+/);
  return entries.some((entry) => {
    const [, name = entry, itsPort = ownPort] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
    const domain = name.replace(/^\[|\]$|^\*?\.|\.$/g, '');
    const isHost = domain !== '' && (host === domain || host.endsWith(`.${domain}`));
    return entry === '*' || (isHost && itsPort === ownPort);
  });
}
