import type { ApiRequest } from './http.js';

/**
 * `Link: <…?page=2>; rel="next"` (RFC 8288). Only its query is taken: the next page is at the address of this one, so a
 * link cannot lead our credentials elsewhere.
 */
export function nextByLink(headers: Headers): ApiRequest['query'] {
  for (const link of headers.get('link')?.split(/,\s*(?=<)/) ?? []) {
    const [, address, relation] = /^<([^>]*)>.*;\s*rel="?([^";]*)"?/.exec(link) ?? [];
    if (address !== undefined && relation?.split(' ').includes('next')) {
      const { searchParams } = new URL(address, 'http://localhost');
      return Object.fromEntries(
        [...searchParams.keys()].map((name) => [name, searchParams.getAll(name)]),
      );
    }
  }
  return undefined;
}
