import * as z from 'zod';
import type { OutgoingRequest } from '../api/request.js';
import { encoded } from '../api/parameters/encoding.js';
import { isBelow, path } from '../api/request.js';
import { baseUrlsOf } from '../provider/base-urls.js';
import { secret } from '../credentials/secret.js';
import type { SecretAuth } from './secret-auth.js';
import { secretAuth } from './secret-auth.js';

const ApiKey = z.strictObject({ apiKey: secret });
export type ApiKeyCredentials = z.output<typeof ApiKey>;

/** Where requests carry the key. */
export type ApiKeyPlace =
  | {
      in: 'header' | 'query' | 'cookie';
      /** Name of the header, query parameter or cookie. */
      name: string;
      /** Text before the key, such as `Token `. */
      prefix?: string;
    }
  | {
      /** The first segment below the base URL. */
      in: 'path';
      /** Text before the key, such as `bot`. */
      prefix?: string;
    };

/**
 * An API key of each user, in a header, in the query, in a cookie or in the path.
 * @param variables the environment variable with the key of local users
 * @example export const auth = apiKeyAuth(PROVIDER_NAME, { apiKey: 'ACME_API_KEY' }, { in: 'header', name: 'X-Api-Key' });
 */
export const apiKeyAuth = (
  provider: string,
  variables: { apiKey: string },
  place: ApiKeyPlace,
): SecretAuth<ApiKeyCredentials> =>
  secretAuth(provider, {
    shape: ApiKey,
    fields: [{ name: 'apiKey', label: 'API key', secret: true }],
    variables,
    authorize(request, { apiKey }) {
      const value = (place.prefix ?? '') + apiKey;
      if (place.in === 'path') putInPath(request.url, value, baseUrlsOf(provider));
      else PLACES[place.in](request, place.name, value);
    },
  });

type Put = (request: OutgoingRequest, name: string, value: string) => void;

const PLACES: Record<Exclude<ApiKeyPlace['in'], 'path'>, Put> = {
  header: ({ headers }, name, value) => headers.set(name, value),
  query: ({ url }, name, value) => putInQuery(url, name, value),
  // RFC 6265 section 4.1.1: cookies do not allow every character of a key.
  cookie: ({ headers }, name, value) =>
    headers.append('cookie', `${name}=${encodeURIComponent(value)}`),
};

/** `searchParams.set` would encode the other parameters again, in its own way. */
function putInQuery(url: URL, name: string, value: string): void {
  const parts = url.search.slice(1).split('&');
  const others = parts.filter((part) => part !== '' && !new URLSearchParams(part).has(name));
  url.search = [...others, `${encoded(name)}=${encoded(value)}`].join('&');
}

/** Below the base URL of the request. The URL of a next page, or of a redirect, may have it already. */
function putInPath(url: URL, value: string, baseUrls: readonly string[]): void {
  const folders = baseUrls
    .filter((baseUrl) => isBelow(url, baseUrl))
    .map((baseUrl) => new URL(baseUrl).pathname.replace(/\/$/, ''));
  const folder = folders.toSorted((a, b) => b.length - a.length)[0] ?? '';
  const rest = url.pathname.slice(folder.length);
  // RFC 3986 section 3.3 allows colons: some APIs compare the text.
  const segment = path`/${value}`.replaceAll('%3A', ':');
  if (!`${rest}/`.startsWith(`${segment}/`)) url.pathname = folder + segment + rest;
}
