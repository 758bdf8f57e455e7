import { expect, it, onTestFinished } from 'vitest';
import type { ApiRequest } from '../../src/api/request.js';
import { send } from '../../src/api/send.js';
import { API_LIMITS } from '../../src/fetch/limits.js';
import { startApi } from '../../src/testing/fakes/api-server.js';

const PAGE = '<!DOCTYPE html><title>Sign in</title>';

async function start() {
  const api = await startApi();
  onTestFinished(() => api.close());
  return api;
}

const rooms = (baseUrl: string, request: Pick<ApiRequest, 'headers' | 'download'>) =>
  send(
    { method: 'GET', path: '/rooms', ...request },
    {
      baseUrl,
      sign: () => {},
      limits: API_LIMITS,
      attempts: 1,
      signal: new AbortController().signal,
    },
  );

it.each<[string, number, string, string, string | undefined]>([
  ['a page to sign in', 203, PAGE, '*/*', 'The API does not accept the credentials'],
  ['the page of a proxy', 200, PAGE, 'application/json', 'The API sent a web page'],
  ['JSON with the type of a page', 200, '{"id":1}', 'application/json', undefined],
  ['a page as a file', 200, PAGE, '*/*', undefined],
  ['the page of a WebDAV server about a new file', 201, PAGE, 'application/json', undefined],
  ['a page that was asked for', 203, PAGE, 'text/html', undefined],
])(
  'explains a web page in place of JSON: %s (HTTP %d)',
  async (_, status, text, accept, message) => {
    const api = await start();
    api.answerAlways({ status, text, headers: { 'content-type': 'text/html; charset=utf-8' } });
    const response = rooms(api.url, { headers: { accept } });
    if (message === undefined) expect((await response).status).toBe(status);
    else await expect(response).rejects.toThrow(message);
  },
);

it('the page of another host says nothing about the credentials', async () => {
  const [api, storage] = [await start(), await start()];
  api.answer({ status: 302, headers: { location: `${storage.url}/object` } });
  storage.answer({ status: 203, text: PAGE, headers: { 'content-type': 'text/html' } });
  const { text } = await rooms(api.url, { headers: { accept: '*/*' }, download: true });
  expect(text).toBe(PAGE);
});
