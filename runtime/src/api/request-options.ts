import type { ApiClientOptions } from './client.js';

type RequestOptions = Pick<ApiClientOptions, 'headers' | 'success' | 'fetch'>;

const optionsByRequest = new WeakMap<object, RequestOptions>();

/** Remembers what all requests with these credentials have in common; the options of the first client stay. */
export function keepRequestOptions(auth: object, options: RequestOptions): void {
  if (!optionsByRequest.has(auth)) optionsByRequest.set(auth, options);
}

/** What all requests with these credentials have in common. */
export const requestOptionsOf = (auth: object): RequestOptions => optionsByRequest.get(auth) ?? {};
