import type { ApiClientOptions } from './client.js';

type RequestOptions = Pick<ApiClientOptions, 'headers' | 'success' | 'fetch'>;

const kept = new WeakMap<object, RequestOptions>();

/** Those of the first client with these credentials stay. */
export function keepRequestOptions(auth: object, options: RequestOptions): void {
  if (!kept.has(auth)) kept.set(auth, options);
}

/** What all requests with these credentials have in common. */
export const requestOptionsOf = (auth: object): RequestOptions => kept.get(auth) ?? {};
