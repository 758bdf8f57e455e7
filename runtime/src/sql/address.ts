import { resolve } from 'node:path';
import type { ConnectionOptions } from 'node:tls';
import { readSettings } from '../node/bounded-input.js';
import { configOf } from '../project/config.js';
import { projectOf } from '../project/project.js';
import { isLoopback } from '../utils/addresses.js';
import { StartError } from '../utils/start-error.js';

/** The address of a database server, and the encryption of connections to it. */
export interface Address {
  host: string;
  /** A Unix socket, which replaces host and port: the folder for PostgreSQL, the file for MySQL. */
  socket?: string;
  port: number;
  database: string;
  tls: ConnectionOptions | false;
}

/** Returns the address in `database_url`. @throws StartError if the URL is not usable */
export function databaseAddress(
  provider: string,
  protocols: readonly string[],
  port: number,
): Address {
  const url = new URL(configOf(provider).base_url);
  if (!protocols.includes(url.protocol))
    throw new StartError(
      `${provider}: the database URL must begin with "${protocols[0]}//", not "${url.protocol}//".`,
    );
  return addressIn(url, { provider, port, folder: projectOf(provider).root });
}

/**
 * Parses a database URL. Connections are encrypted and certificates verified, except to loopback
 * addresses and with `?sslmode=disable`.
 * @param folder is the base of relative certificate paths
 * @throws StartError if the URL is not usable
 */
export function addressIn(
  url: URL,
  { provider, port, folder }: { provider: string; port: number; folder: string },
): Address {
  const database = decodeURIComponent(url.pathname.slice(1));
  if (database === '') throw new StartError(`${provider}: the database URL has no database name.`);
  const host = hostOfUrl(url);
  const { sslmode, sslrootcert, socketPath = '' } = Object.fromEntries(url.searchParams);
  const socket = host.startsWith('/') ? host : socketPath;
  if (host === '' && socket === '')
    throw new StartError(`${provider}: the path of a socket in the database URL must be absolute.`);
  const isLocal = socket !== '' || isLoopback(host);
  const tls = tlsOf(provider, sslmode ?? (isLocal ? 'disable' : 'verify-full'));
  const ca = sslrootcert && readCertificate(provider, resolve(folder, sslrootcert));
  return {
    host,
    ...(socket !== '' && { socket }),
    port: Number(url.port || port),
    database,
    tls: tls && { ...tls, ...(ca && { ca }) },
  };
}

/**
 * Returns the host or socket of a URL. The `host` parameter replaces the host of the URL, and a
 * path is the folder of a socket (PostgreSQL, "Connection URIs").
 */
export function hostOfUrl({ hostname, searchParams }: URL): string {
  const { host = decodeURIComponent(hostname), socketPath } = Object.fromEntries(searchParams);
  return (host || (socketPath ?? '')).replace(/^\[|\]$/g, '');
}

/** Reads the certificate of the authority. @throws StartError if the file cannot be read */
function readCertificate(provider: string, file: string): string {
  try {
    return readSettings(file);
  } catch (cause) {
    throw new StartError(
      `${provider}: the file in "sslrootcert" of the database URL cannot be read (${(cause as NodeJS.ErrnoException).code ?? (cause as Error).message}).`,
      { cause },
    );
  }
}

/**
 * Returns the TLS options of an `sslmode` (PostgreSQL, "SSL Support"). `require` verifies, too: without
 * that, encryption does not protect from other servers.
 */
function tlsOf(provider: string, mode: string): ConnectionOptions | false {
  switch (mode) {
    case 'disable':
      return false;
    case 'require':
    case 'verify-full':
      return {};
    case 'verify-ca':
      return { checkServerIdentity: () => undefined };
    default:
      throw new StartError(
        `${provider}: "sslmode" of the database URL must be "disable", "require", "verify-ca" or "verify-full", not "${mode}".`,
      );
  }
}
