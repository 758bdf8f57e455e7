import { isLoopback } from '../utils/addresses.js';

/** A proxy in the environment, and the variable that names it. */
export interface Proxy {
  url: URL;
  variable: string;
}

/** A request did not get past the proxy. Its message continues a sentence. */
export class ProxyError extends Error {
  override name = 'ProxyError';
  /** Error code; nothing was sent. */
  readonly code = 'PROXY_REFUSED';
}

/** Returns the name of a proxy for messages, without its password. */
export const describeProxy = ({ url, variable }: Proxy): string =>
  `the proxy "${url.protocol}//${url.host}" of ${variable}`;

/**
 * Returns the proxy for requests to a URL, by `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` in upper
 * or lower case, as curl reads them. Undefined for a direct connection, which loopback addresses
 * always have.
 * @throws ProxyError if the variable is not a URL
 */
export function proxyOf(url: URL): Proxy | undefined {
  const variable = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  const proxyUrl = environmentVariable(variable);
  if (proxyUrl === '' || isLoopback(url.hostname) || isExcluded(url)) return undefined;
  const address = proxyUrl.includes('://') ? proxyUrl : `http://${proxyUrl}`;
  if (!URL.canParse(address)) throw new ProxyError(`${variable} is not the URL of a proxy`);
  return { url: new URL(address), variable };
}

/**
 * Returns the value of an environment variable. `HTTP_PROXY` is safe here: only CGI programs get it
 * from the request header "Proxy".
 */
const environmentVariable = (name: string): string => {
  const { env = {} } = process as Partial<NodeJS.Process>;
  return (env[name.toLowerCase()] || env[name] || '').trim();
};

/**
 * Returns whether `NO_PROXY` excludes a URL: it lists hosts with their subdomains, each with or
 * without a port, or `*` for all.
 */
function isExcluded({ hostname, port, protocol }: URL): boolean {
  const host = hostname.replace(/^\[|\]$|\.$/g, '').toLowerCase();
  const urlPort = port || (protocol === 'https:' ? '443' : '80');
  const entries = environmentVariable('NO_PROXY')
    .toLowerCase()
    .split(/[\s,]+/);
  return entries.some((entry) => {
    const [, name = entry, entryPort = urlPort] = /^(\[.*\]|[^:]*):(\d+)$/.exec(entry) ?? [];
    const domain = name.replace(/^\[|\]$|^\*?\.|\.$/g, '');
    const isHost = domain !== '' && (host === domain || host.endsWith(`.${domain}`));
    return entry === '*' || (isHost && entryPort === urlPort);
  });
}
