import { onTestFinished } from 'vitest';
import type { ApiRequest } from '../../src/api/request.js';
import { type RetryOptions, send } from '../../src/api/send.js';
import { API_LIMITS } from '../../src/fetch/limits.js';
import { startApi } from '../../src/testing/fakes/api-server.js';

/** An API, and requests to it with three attempts. */
export async function start() {
  const api = await startApi();
  onTestFinished(() => api.close());
  const call = (request: Partial<ApiRequest<string>> = {}, options: Partial<RetryOptions> = {}) =>
    send(
      { method: 'GET', path: '/rooms', ...request },
      {
        baseUrl: api.url,
        sign: () => {},
        limits: API_LIMITS,
        attempts: 3,
        signal: new AbortController().signal,
        ...options,
      },
    );
  return { api, call };
}
