import { isSafeUrl, isServer, isStorage, isUrl } from './addresses.js';

const HTTPS = 'an https URL (http only for loopback addresses)';

/** Where the connected system is, by kind of provider: `key` of its entry, which `<NAME>_<KEY>` in the environment replaces. */
export const PLACES = {
  api: { key: 'base_url', accepts: isSafeUrl, words: HTTPS, local: '' },
  mcp: { key: 'server', accepts: isServer, words: `${HTTPS}, or a command`, local: 'stdio:' },
  files: { key: 'storage', accepts: isStorage, words: `${HTTPS}, or a folder`, local: 'file:' },
} as const;

export type Kind = keyof typeof PLACES;

/** The same entry for another place; `local` is its `base_url` where that is no URL. */
export function withPlace<Entry extends { kind?: Kind | undefined }>(entry: Entry, place: string) {
  const { key, local } = PLACES[entry.kind ?? 'api'];
  return { ...entry, [key]: place, base_url: isUrl(place) ? place : local };
}
