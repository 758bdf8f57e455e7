const LOOPBACK = ['127.0.0.1', '[::1]', 'localhost'];

/** https, or http on this machine only: credentials travel to this address. It contains none. */
export function isSafeUrl(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, username, password } = new URL(text);
  if (username + password !== '') return false;
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname));
}

/** A text that begins like a URL: no command does. */
export const isUrl = (text: string): boolean => /^\w[\w+.-]*:\/\//.test(text);

/** No placeholder, such as `{tenant}`, is left in the name of a host. */
const SAFE = String.raw`(https://[^\s/?#@\\<>{}$*^|]+|http://(localhost|127\.0\.0\.1|\[::1\])(:\d+)?)`;
/** A name that only a private network knows, or a private address (RFC 1918, RFC 4193). */
const PRIVATE = String.raw`http://([A-Za-z0-9-]+|([A-Za-z0-9-]+\.)+(local|internal|lan|svc|home\.arpa)|10(\.\d{1,3}){3}|192\.168(\.\d{1,3}){2}|172\.(1[6-9]|2\d|3[01])(\.\d{1,3}){2}|\[f[cd][0-9a-fA-F:]+\])(:\d+)?`;
const REST = String.raw`([/?#]\S*)?`;
/** Begins like no URL. */
const PLAIN = String.raw`(?!\w[\w+.-]*://)\s*\S[\s\S]*`;
/** Without a host, a parameter names a Unix socket. */
const LOGIN_FREE = String.raw`(postgres|postgresql|mysql|mariadb)://([^\s/?#@]+|(?=[^#]*[?&](host|socketPath)=))/[^\s?#]+`;
/** Others could contain a password. */
export const DATABASE_PARAMETERS = ['sslmode', 'sslrootcert', 'host', 'socketPath'] as const;
const PARAMETER = `(${DATABASE_PARAMETERS.join('|')})=[^&#]*`;

/** What addresses in provider-config.yaml look like; its JSON Schema has the same patterns. */
export const ADDRESSES = {
  url: new RegExp(`^${SAFE}${REST}$`),
  /** Requests add a path and a query. */
  baseUrl: new RegExp(String.raw`^${SAFE}(/[^\s?#]*)?$`),
  /** The same without encryption in a private network: needs `allow_http`. */
  privateUrl: new RegExp(String.raw`^${PRIVATE}(/[^\s?#]*)?$`),
  /** The URL of an MCP server, or a command. */
  server: new RegExp(`^(${SAFE}${REST}|${PLAIN})$`),
  /** The URL of a bucket, or the path of a folder. */
  storage: new RegExp(`^(${SAFE}${REST}|${PLAIN})$`),
  /** The URL of a database, without a login and unknown parameters: the configuration is shared. */
  database: new RegExp(String.raw`^(sqlite:.+|${LOGIN_FREE}(\?${PARAMETER}(&${PARAMETER})*)?)$`),
} as const;

export const isAddress = (text: string, kind: keyof typeof ADDRESSES): boolean =>
  ADDRESSES[kind].test(text) && (!isUrl(text) || URL.canParse(text));

/** @param allowsHttp `allow_http` of the provider's entry */
export const isBaseUrl = (text: string, allowsHttp: boolean | undefined): boolean =>
  isAddress(text, 'baseUrl') || (allowsHttp === true && isAddress(text, 'privateUrl'));

export const isLoopback = (hostname: string): boolean => [...LOOPBACK, '::1'].includes(hostname);

/**
 * The IP address in what sockets and proxies write, with or without brackets, zone and port, in one form for each address.
 * An IPv4 address in an IPv6 one is that IPv4 address (RFC 4291 section 2.5.5.2). Undefined for any other text.
 */
export function ipAddress(text: string): string | undefined {
  const bare = text
    .trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/%.*/, '');
  const { 1: dotted } = /^(?:::ffff:)?(\d+(?:\.\d+){3})(?::\d+)?$/i.exec(bare) ?? [];
  const octets = dotted?.split('.').map(Number);
  if (octets) return octets.every((one) => one < 256) ? octets.join('.') : undefined;
  const whole = /^(?:[\da-f]{1,4}:){8}\d+$/i.test(bare) ? bare.replace(/:\d+$/, '') : bare;
  if (!/^[\da-f:.]+$/i.test(whole) || !URL.canParse(`http://[${whole}]`)) return undefined;
  const address = new URL(`http://[${whole}]`).hostname.slice(1, -1);
  const [, high, low] = /^::ffff:([\da-f]+):([\da-f]+)$/.exec(address) ?? [];
  if (high === undefined || low === undefined) return address;
  return [high, low]
    .flatMap((pair) => [parseInt(pair, 16) >> 8, parseInt(pair, 16) & 255])
    .join('.');
}

/** A host name or address as a URL has it: IPv6 addresses stand in brackets. */
export const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);

export const HTTPS = 'an https URL (http only for loopback addresses)';
const API =
  'an https URL (http for loopback addresses, and for private names with "allow_http: true") without "?" and "#"';
const DATABASE =
  'a URL without user name and password, and without parameters other than sslmode, sslrootcert, host and socketPath, such as postgres://db.example.com/acme, mysql://db.example.com/acme or sqlite:acme.db';

/** Where the connected system is, by kind of provider: `key` of its entry, which `<NAME>_<KEY>` in the environment replaces. */
export const PLACES = {
  api: { key: 'base_url', address: 'baseUrl', words: API, local: '' },
  mcp: { key: 'server', address: 'server', words: `${HTTPS}, or a command`, local: 'stdio:' },
  files: { key: 'storage', address: 'storage', words: `${HTTPS}, or a folder`, local: 'file:' },
  sql: { key: 'database_url', address: 'database', words: DATABASE, local: 'sqlite:' },
} as const;

export type Kind = keyof typeof PLACES;

/** The same entry for another place; `local` is its `base_url` where that is no URL. */
export function withPlace<Entry extends { kind?: Kind | undefined }>(entry: Entry, place: string) {
  const { key, local } = PLACES[entry.kind ?? 'api'];
  return { ...entry, [key]: place, base_url: isUrl(place) ? place : local };
}
