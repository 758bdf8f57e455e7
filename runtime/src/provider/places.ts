import { isDatabase, isSafeUrl, isServer, isStorage, isUrl } from './addresses.js';

const HTTPS = 'an https URL (http only for loopback addresses)';
const DATABASE =
  'a URL without user name and password, and without parameters other than sslmode and sslrootcert, such as postgres://db.example.com/acme, mysql://db.example.com/acme or sqlite:acme.db';

/** Where the connected system is, by kind of provider: `key` of its entry, which `<NAME>_<KEY>` in the environment replaces. */
export const PLACES = {
  api: { key: 'base_url', accepts: isSafeUrl, words: HTTPS, local: '' },
  mcp: { key: 'server', accepts: isServer, words: `${HTTPS}, or a command`, local: 'stdio:' },
  files: { key: 'storage', accepts: isStorage, words: `${HTTPS}, or a folder`, local: 'file:' },
  sql: { key: 'database_url', accepts: isDatabase, words: DATABASE, local: 'sqlite:' },
} as const;

export type Kind = keyof typeof PLACES;

/** The same entry for another place; `local` is its `base_url` where that is no URL. */
export function withPlace<Entry extends { kind?: Kind | undefined }>(entry: Entry, place: string) {
  const { key, local } = PLACES[entry.kind ?? 'api'];
  return { ...entry, [key]: place, base_url: isUrl(place) ? place : local };
}
