import { expect, it, onTestFinished } from 'vitest';
import { send } from '../../src/api/send.js';
import { API_LIMITS } from '../../src/http/limits.js';
import { startApi } from '../../src/testing/api-server.js';

const PAGE = '<!DOCTYPE html><title>Sign in</title>';

it.each<[string, number, string, string, string | undefined]>([
  ['a page to sign in', 203, PAGE, '*/*', 'The API does not accept the credentials'],
  ['the page of a proxy', 200, PAGE, 'application/json', 'The API sent a web page'],
  ['JSON with the type of a page', 200, '{"id":1}', 'application/json', undefined],
  ['a page as a file', 200, PAGE, '*/*', undefined],
  ['a page that was asked for', 203, PAGE, 'text/html', undefined],
])('%s (HTTP %d)', async (_, status, text, accept, message) => {
  const api = await startApi();
  onTestFinished(() => api.close());
  api.answerAlways({ status, text, headers: { 'content-type': 'text/html; charset=utf-8' } });
  const response = send(
    { method: 'GET', path: '/rooms', headers: { accept } },
    {
      baseUrl: api.url,
      sign: () => {},
      limits: API_LIMITS,
      attempts: 1,
      signal: new AbortController().signal,
    },
  );
  if (message === undefined) expect((await response).status).toBe(status);
  else await expect(response).rejects.toThrow(message);
});
