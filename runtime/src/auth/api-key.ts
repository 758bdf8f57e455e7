import * as z from 'zod';
import type { OutgoingRequest } from '../api/request.js';
import { encoded } from '../api/parameters/encoding.js';
import { secret } from '../credentials/secret.js';
import type { SecretAuth } from './secret-auth.js';
import { secretAuth } from './secret-auth.js';

const ApiKey = z.strictObject({ apiKey: secret });
export type ApiKeyCredentials = z.output<typeof ApiKey>;

/** Where requests carry the key. */
export interface ApiKeyPlace {
  in: 'header' | 'query' | 'cookie';
  /** Name of the header, query parameter or cookie. */
  name: string;
  /** Text before the key, such as `Token `. */
  prefix?: string;
}

/**
 * An API key of each user, in a header, in the query or in a cookie.
 * @param variables the environment variable with the key of local users
 * @example export const auth = apiKeyAuth(PROVIDER_NAME, { apiKey: 'ACME_API_KEY' }, { in: 'header', name: 'X-Api-Key' });
 */
export const apiKeyAuth = (
  provider: string,
  variables: { apiKey: string },
  { in: place, name, prefix = '' }: ApiKeyPlace,
): SecretAuth<ApiKeyCredentials> =>
  secretAuth(provider, {
    shape: ApiKey,
    fields: [{ name: 'apiKey', label: 'API key', secret: true }],
    variables,
    authorize: (request, { apiKey }) => PLACES[place](request, name, prefix + apiKey),
  });

type Put = (request: OutgoingRequest, name: string, value: string) => void;

const PLACES: Record<ApiKeyPlace['in'], Put> = {
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
