import type { ApiClientOptions } from './client.js';

type RequestOptions = Pick<ApiClientOptions, 'headers' | 'success' | 'fetch'>;

const optionsByRequest = new WeakMap<object, RequestOptions>();

/** Stores the common options of requests with these credentials; those of the first client apply. */
export function storeRequestOptions(auth: object, options: RequestOptions): void {
  if (!optionsByRequest.has(auth)) optionsByRequest.set(auth, options);
}

/** Returns common options of requests with these credentials. */
export const requestOptionsOf = (auth: object): RequestOptions => optionsByRequest.get(auth) ?? {};
