import * as z from 'zod';
import { withSlashes } from '../api/parameters.js';
import { isBelow, type OutgoingRequest, path } from '../api/request.js';
import { secret } from '../credentials/secret.js';
import { baseUrlsOf } from '../project/config.js';
import { putInBody, withField } from './body-key.js';
import { basic } from './schemes.js';
import { type SecretAuth, secretAuth } from './secret-auth.js';

/** Stored credentials of a user with an API key. */
export type ApiKeyCredentials = Record<'apiKey', string>;

/** Location of the key in requests. */
export type ApiKeyPlace =
  | {
      /** `body` is a JSON object or a form; other requests have the key in the query. */
      in: 'header' | 'query' | 'cookie' | 'body';
      /** Name of the header, query parameter, cookie or member of the body. */
      name: string;
      /** Text before the key, such as `Token `. */
      prefix?: string;
    }
  | {
      /** First segment below the base URL. */
      in: 'path';
      /** Text before the key, such as `bot`. */
      prefix?: string;
    }
  | {
      /** User name of `Authorization: Basic …` (RFC 7617) with an empty password. */
      in: 'basic';
    };

/**
 * Authenticates with an API key of each user, in a header, the query, a cookie, the body, the path
 * or as the user name of `Basic`. Several keys have a variable and a location each.
 * @param variables the environment variable with the key of local users
 * @example export const auth = apiKeyAuth(PROVIDER_NAME, { apiKey: 'ACME_API_KEY' }, { in: 'header', name: 'X-Api-Key' });
 * @example
 * export const auth = apiKeyAuth(
 *   PROVIDER_NAME,
 *   { apiKey: 'ACME_API_KEY', appKey: 'ACME_APP_KEY' },
 *   { apiKey: { in: 'header', name: 'X-Api-Key' }, appKey: { in: 'header', name: 'X-App-Key' } },
 * );
 */
export function apiKeyAuth(
  provider: string,
  variables: { apiKey: string },
  place: ApiKeyPlace,
): SecretAuth<ApiKeyCredentials>;
export function apiKeyAuth<Key extends string>(
  provider: string,
  variables: Readonly<Record<Key, string>>,
  places: Readonly<Record<Key, ApiKeyPlace>>,
): SecretAuth<Record<Key, string>>;
export function apiKeyAuth(
  provider: string,
  variables: Readonly<Record<string, string>>,
  location: ApiKeyPlace | Readonly<Record<string, ApiKeyPlace>>,
): object {
  const places = Object.entries(isPlace(location) ? { apiKey: location } : location);
  return secretAuth(provider, {
    shape: z.strictObject(
      Object.fromEntries(places.map(([key, place]) => [key, keySchema(place)])),
    ),
    fields: places.map(([name]) => ({ name, label: labelOf(name), secret: true })),
    variables,
    authorize(request, credentials) {
      for (const [key, place] of places) putKey(request, place, credentials[key] ?? '', provider);
    },
  });
}

const isPlace = (
  statedPlaces: ApiKeyPlace | Readonly<Record<string, ApiKeyPlace>>,
): statedPlaces is ApiKeyPlace => typeof statedPlaces.in === 'string';

/** Returns the schema of a key. In `Basic`, the first colon ends the user name (RFC 7617 section 2). */
const keySchema = (place: ApiKeyPlace) =>
  place.in === 'basic' ? secret.regex(/^[^:]*$/, 'must not contain a colon') : secret;

/** Returns the label of a key: `appKey` becomes "App key", and `apiKey` "API key". */
function labelOf(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.replace(/^api\b|^./, (start) => start.toUpperCase());
}

const PUT_BY_LOCATION: Record<Exclude<ApiKeyPlace['in'], 'path' | 'basic'>, PutKey> = {
  header: ({ headers }, name, value) => headers.set(name, value),
  // `searchParams.set` would re-encode the other parameters.
  query: ({ url }, name, value) => {
    url.search = withField(url.search.slice(1), name, value);
  },
  // Cookies do not allow every character of a key (RFC 6265 section 4.1.1).
  cookie: ({ headers }, name, value) =>
    headers.append('cookie', `${name}=${encodeURIComponent(value)}`),
  body: putInBody,
};

function putKey(request: OutgoingRequest, place: ApiKeyPlace, key: string, provider: string) {
  if (place.in === 'basic') {
    request.headers.set('authorization', basic(key, ''));
    return;
  }
  const value = (place.prefix ?? '') + key;
  if (place.in === 'path') putInPath(request, value, baseUrlsOf(provider));
  else PUT_BY_LOCATION[place.in](request, place.name, value);
}

type PutKey = (request: OutgoingRequest, name: string, value: string) => void;

/**
 * Inserts a key below the base URL of the request. The URL of a next page, or of a redirect, may
 * contain it already.
 */
function putInPath(
  { url, baseUrl }: OutgoingRequest,
  value: string,
  baseUrls: readonly string[],
): void {
  // Colons stay unencoded (RFC 3986 section 3.3), because some APIs compare the text.
  const segment = path`/${withSlashes(value)}`.replaceAll('%3A', ':');
  const matchingBases = baseUrls
    .filter((allowedUrl) => isBelow(url, allowedUrl))
    .toSorted((a, b) => b.length - a.length);
  const folders = matchingBases.map((matchingBase) =>
    new URL(matchingBase).pathname.replace(/\/$/, ''),
  );
  if (
    folders.some((basePath) => `${url.pathname.slice(basePath.length)}/`.startsWith(`${segment}/`))
  )
    return;
  const folder = folders[Math.max(0, matchingBases.indexOf(baseUrl ?? ''))] ?? '';
  url.pathname = folder + segment + url.pathname.slice(folder.length);
}
