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

/** The URL of an MCP server, or a command. */
export const isServer = (text: string): boolean =>
  isUrl(text) ? isSafeUrl(text) : text.trim() !== '';

/** The URL of a bucket, or the path of a folder. */
export const isStorage = isServer;

/** Of database URLs. Others could contain a password. */
const DATABASE_PARAMETERS = ['sslmode', 'sslrootcert'];

/** The URL of a database, without a login and unknown parameters: the configuration is shared. */
export function isDatabase(text: string): boolean {
  if (/^sqlite:./.test(text)) return true;
  if (!/^(postgres|postgresql|mysql|mariadb):\/\/[^/]+\/./.test(text) || !URL.canParse(text))
    return false;
  const { username, password, searchParams, hash } = new URL(text);
  const isKnown = [...searchParams.keys()].every((name) => DATABASE_PARAMETERS.includes(name));
  return username + password + hash === '' && isKnown;
}

export const isLoopback = (hostname: string): boolean => [...LOOPBACK, '::1'].includes(hostname);

/** A host name or address as a URL has it: IPv6 addresses stand in brackets. */
export const inUrl = (host: string): string => (host.includes(':') ? `[${host}]` : host);
