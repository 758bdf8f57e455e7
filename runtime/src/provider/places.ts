import { isUrl } from './addresses.js';

export const HTTPS = 'an https URL (http only for loopback addresses)';
const API =
  'an https URL (http for loopback addresses, and for private names with "allow_http: true") without "?" and "#"';
const DATABASE =
  'a URL without user name and password, and without parameters other than sslmode and sslrootcert, such as postgres://db.example.com/acme, mysql://db.example.com/acme or sqlite:acme.db';

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
