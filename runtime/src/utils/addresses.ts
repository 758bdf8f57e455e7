/** Returns whether a URL is safe for credentials: it has https, or http on this machine, and contains none itself. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username + password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

/** Returns whether a text begins like a URL; no command does. */
export const isUrl = (text: string): boolean => /^\w[\w+.-]*:\/\//.test(text);

/** A safe URL without a placeholder, such as `{tenant}`, in the host. */
const SAFE_ORIGIN = String.raw`(https://[^\s/?#@\\<>{}$*^|]+|http://(localhost|127(\.\d{1,3}){3}|\[::1\]|\[::ffff:127(\.\d{1,3}){3}\])(:\d+)?)`;
/** A host that only a private network knows, or a private address (RFC 1918, RFC 4193). */
const PRIVATE_ORIGIN = String.raw`http://([A-Za-z0-9-]+|([A-Za-z0-9-]+\.)+(local|internal|lan|svc|home\.arpa)|10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}|\[f[cd][0-9a-fA-F:]+\])(:\d+)?`;
const PATH_AND_QUERY = String.raw`([/?#]\S*)?`;
/** A text that does not begin like a URL. */
const NO_URL = String.raw`(?!\w[\w+.-]*://)\s*\S[\s\S]*`;
/** A database URL without a login. If it has no host, a parameter names a Unix socket. */
const LOGIN_FREE = String.raw`(postgres|postgresql|mysql|mariadb)://([^\s/?#@]+|(?=[^#]*[?&](host|socketPath)=))/[^\s?#]+`;
/** The parameters that a database URL may have. Others could contain a password. */
export const DATABASE_PARAMETERS = ['sslmode', 'sslrootcert', 'host', 'socketPath'] as const;
const PARAMETER = `(${DATABASE_PARAMETERS.join('|')})=[^&#]*`;

/** Patterns of addresses in provider-config.yaml; its JSON Schema has the same patterns. */
export const ADDRESSES = {
  url: new RegExp(`^${SAFE_ORIGIN}${PATH_AND_QUERY}$`),
  /** A URL to which requests add a path and a query. */
  baseUrl: new RegExp(String.raw`^${SAFE_ORIGIN}(/[^\s?#]*)?$`),
  /** A base URL without encryption in a private network, which requires `allow_http`. */
  privateUrl: new RegExp(String.raw`^${PRIVATE_ORIGIN}(/[^\s?#]*)?$`),
  /** The URL of an MCP server, or a command. */
  server: new RegExp(`^(${SAFE_ORIGIN}${PATH_AND_QUERY}|${NO_URL})$`),
  /** The URL of a bucket, or the path of a folder. */
  storage: new RegExp(`^(${SAFE_ORIGIN}${PATH_AND_QUERY}|${NO_URL})$`),
  /** The URL of a database, without a login and unknown parameters: the configuration is shared. */
  database: new RegExp(String.raw`^(sqlite:.+|${LOGIN_FREE}(\?${PARAMETER}(&${PARAMETER})*)?)$`),
} as const;

/** Returns whether a text is an address of this kind, and a valid URL if it looks like one. */
export const isAddress = (text: string, kind: keyof typeof ADDRESSES): boolean =>
  ADDRESSES[kind].test(text) && (!isUrl(text) || URL.canParse(text));

/** Returns whether a text can be the base URL of an API. @param allowsHttp is `allow_http` of the provider's entry */
export const isBaseUrl = (text: string, allowsHttp: boolean | undefined): boolean =>
  isAddress(text, 'baseUrl') || (allowsHttp === true && isAddress(text, 'privateUrl'));

/**
 * Returns whether a host name, or an address with or without brackets, always stands for this
 * machine (RFC 1122 section 3.2.1.3, RFC 4291). Names under "localhost" do not: Node.js resolves
 * them with DNS.
 */
export const isLoopback = (host: string): boolean =>
  host.toLowerCase() === 'localhost' || /^(127\.|::1$)/.test(ipAddress(host) ?? '');

/**
 * Returns the canonical IP address in a text of sockets and proxies, with or without brackets, zone
 * and port. An IPv4 address in an IPv6 one is that IPv4 address (RFC 4291 section 2.5.5.2).
 * Undefined for any other text.
 */
export function ipAddress(text: string): string | undefined {
  const unbracketed = text
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/%.*/, '');
  const { 1: dotted } = /^(?:::ffff:)?(\d+(?:\.\d+){3})(?::\d+)?$/i.exec(unbracketed) ?? [];
  const octets = dotted?.split('.').map(Number);
  if (octets) return octets.every((octet) => octet < 256) ? octets.join('.') : undefined;
  const withoutPort = /^(?:[\da-f]{1,4}:){8}\d+$/i.test(unbracketed)
    ? unbracketed.replace(/:\d+$/, '')
    : unbracketed;
  if (!/^[\da-f:.]+$/i.test(withoutPort) || !URL.canParse(`http://[${withoutPort}]`))
    return undefined;
  const address = new URL(`http://[${withoutPort}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return address;
  return [high, low]
    .flatMap((pair) => [parseInt(pair, 16) >> 8, parseInt(pair, 16) & 255])
    .join('.');
}

/** Returns a host name or address for a URL, in which IPv6 addresses have brackets. */
export const urlHost = (host: string): string => (host.includes(':') ? `[${host}]` : host);

/** The form of a safe URL, for messages. */
export const HTTPS = 'an https URL (http only for loopback addresses)';
const API =
  'an https URL (http for loopback addresses, and for private names with "allow_http: true") without "?" and "#"';
const DATABASE =
  'a URL without user name and password, and without parameters other than sslmode, sslrootcert, host and socketPath, such as postgres://db.example.com/acme, mysql://db.example.com/acme or sqlite:acme.db';

/**
 * The address of the connected system by kind of provider: `key` of its entry, which `<NAME>_<KEY>`
 * in the environment replaces.
 */
export const ADDRESS_KEYS = {
  api: { key: 'base_url', address: 'baseUrl', words: API, local: '' },
  mcp: { key: 'server', address: 'server', words: `${HTTPS}, or a command`, local: 'stdio:' },
  files: { key: 'storage', address: 'storage', words: `${HTTPS}, or a folder`, local: 'file:' },
  sql: { key: 'database_url', address: 'database', words: DATABASE, local: 'sqlite:' },
} as const;

/** A kind of provider that has an address in provider-config.yaml. */
export type Kind = keyof typeof ADDRESS_KEYS;

/** Returns the same entry with another address; `local` is its `base_url` if that is not a URL. */
export function withAddress<Entry extends { kind?: Kind | undefined }>(
  entry: Entry,
  place: string,
) {
  const { key, local } = ADDRESS_KEYS[entry.kind ?? 'api'];
  return { ...entry, [key]: place, base_url: isUrl(place) ? place : local };
}
