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
const REST = String.raw`([/?#]\S*)?`;
/** Begins like no URL. */
const PLAIN = String.raw`(?!\w[\w+.-]*://)\s*\S[\s\S]*`;
const LOGIN_FREE = String.raw`(postgres|postgresql|mysql|mariadb)://[^\s/?#@]+/[^\s?#]+`;
/** Others could contain a password. */
const PARAMETER = '(sslmode|sslrootcert)=[^&#]*';

/** What addresses in provider-config.yaml look like; its JSON Schema has the same patterns. */
export const ADDRESSES = {
  url: new RegExp(`^${SAFE}${REST}$`),
  /** Requests add a path and a query. */
  baseUrl: new RegExp(String.raw`^${SAFE}(/[^\s?#]*)?$`),
  /** The URL of an MCP server, or a command. */
  server: new RegExp(`^(${SAFE}${REST}|${PLAIN})$`),
  /** The URL of a bucket, or the path of a folder. */
  storage: new RegExp(`^(${SAFE}${REST}|${PLAIN})$`),
  /** The URL of a database, without a login and unknown parameters: the configuration is shared. */
  database: new RegExp(String.raw`^(sqlite:.+|${LOGIN_FREE}(\?${PARAMETER}(&${PARAMETER})*)?)$`),
} as const;

export const isAddress = (text: string, kind: keyof typeof ADDRESSES): boolean =>
  ADDRESSES[kind].test(text) && (!isUrl(text) || URL.canParse(text));

export const isLoopback = (hostname: string): boolean => [...LOOPBACK, '::1'].includes(hostname);

/** A host name or address as a URL has it: IPv6 addresses stand in brackets. */
export const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);
