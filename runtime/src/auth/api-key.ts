import * as z from 'zod';
import { withSlashes } from '../api/parameters.js';
import { isBelow, type OutgoingRequest, path } from '../api/request.js';
import { secret } from '../credentials/secret.js';
import { baseUrlsOf } from '../project/config.js';
import { putInBody, withField } from './body-key.js';
import { basic } from './schemes.js';
import { type SecretAuth, secretAuth } from './secret-auth.js';

/** What is stored for a user with an API key. */
export type ApiKeyCredentials = Record<'apiKey', string>;

/** Where requests carry the key. */
export type ApiKeyPlace =
  | {
      /** `body`: a JSON object or a form; other requests have it in the query. */
      in: 'header' | 'query' | 'cookie' | 'body';
      /** Name of the header, query parameter, cookie or member of the body. */
      name: string;
      /** Text before the key, such as `Token `. */
      prefix?: string;
    }
  | {
      /** The first segment below the base URL. */
      in: 'path';
      /** Text before the key, such as `bot`. */
      prefix?: string;
    }
  | {
      /** The user name of `Authorization: Basic …` (RFC 7617); the password is empty. */
      in: 'basic';
    };

/**
 * An API key of each user, in a header, in the query, in a cookie, in the body, in the path or as the user name of `Basic`.
 * Several keys have a variable and a place each.
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
  stated: ApiKeyPlace | Readonly<Record<string, ApiKeyPlace>>,
): object {
  const places = Object.entries(isPlace(stated) ? { apiKey: stated } : stated);
  return secretAuth(provider, {
    shape: z.strictObject(Object.fromEntries(places.map(([key, place]) => [key, shapeIn(place)]))),
    fields: places.map(([name]) => ({ name, label: labelOf(name), secret: true })),
    variables,
    authorize(request, credentials) {
      for (const [key, place] of places) putKey(request, place, credentials[key] ?? '', provider);
    },
  });
}

const isPlace = (
  stated: ApiKeyPlace | Readonly<Record<string, ApiKeyPlace>>,
): stated is ApiKeyPlace => typeof stated.in === 'string';

/** RFC 7617 section 2: the first colon ends the user name. */
const shapeIn = (place: ApiKeyPlace) =>
  place.in === 'basic' ? secret.regex(/^[^:]*$/, 'must not contain a colon') : secret;

/** `appKey` is "App key", and `apiKey` is "API key". */
function labelOf(key: string): string {
  const words = key.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.replace(/^api\b|^./, (start) => start.toUpperCase());
}

function putKey(request: OutgoingRequest, place: ApiKeyPlace, key: string, provider: string) {
  if (place.in === 'basic') {
    request.headers.set('authorization', basic(key, ''));
    return;
  }
  const value = (place.prefix ?? '') + key;
  if (place.in === 'path') putInPath(request, value, baseUrlsOf(provider));
  else PLACES[place.in](request, place.name, value);
}

type Put = (request: OutgoingRequest, name: string, value: string) => void;

const PLACES: Record<Exclude<ApiKeyPlace['in'], 'path' | 'basic'>, Put> = {
  header: ({ headers }, name, value) => headers.set(name, value),
  // `searchParams.set` would encode the other parameters again, in its own way.
  query: ({ url }, name, value) => {
    url.search = withField(url.search.slice(1), name, value);
  },
  // RFC 6265 section 4.1.1: cookies do not allow every character of a key.
  cookie: ({ headers }, name, value) =>
    headers.append('cookie', `${name}=${encodeURIComponent(value)}`),
  body: putInBody,
};

/** Below the base URL of the request. The URL of a next page, or of a redirect, may have it already. */
function putInPath({ url, baseUrl }: OutgoingRequest, value: string, all: readonly string[]): void {
  // RFC 3986 section 3.3 allows colons: some APIs compare the text.
  const segment = path`/${withSlashes(value)}`.replaceAll('%3A', ':');
  const bases = all.filter((one) => isBelow(url, one)).toSorted((a, b) => b.length - a.length);
  const folders = bases.map((one) => new URL(one).pathname.replace(/\/$/, ''));
  if (folders.some((one) => `${url.pathname.slice(one.length)}/`.startsWith(`${segment}/`))) return;
  const folder = folders[Math.max(0, bases.indexOf(baseUrl ?? ''))] ?? '';
  url.pathname = folder + segment + url.pathname.slice(folder.length);
}
