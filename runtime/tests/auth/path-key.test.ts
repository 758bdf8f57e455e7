import { expect, it, onTestFinished } from 'vitest';
import { apiClient } from '../../src/api/client.js';
import { type ApiRequest, link } from '../../src/api/request.js';
import { apiKeyAuth } from '../../src/auth/api-key.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { testContext } from '../context.js';
import { projectFolder } from '../small-project.js';

const KEY = '123:a/b-secret';
const SEGMENT = 'bot123:a%2Fb-secret';
const FILES = 'https://bots.example.com/file';
const context = testContext();

async function start(prefix = 'bot') {
  const config = `providers:\n  bots: { name: Bots, description: Bots., auth: path-key, base_url: https://bots.example.com, base_urls: [${FILES}] }\n`;
  const project = openProject(projectFolder(config));
  onTestFinished(() => closeProject(project));
  const api = await startApi();
  onTestFinished(() => api.close());
  setEnvironment('BOTS', {
    BASE_URL: `${api.url}/v1`,
    BASE_URL_BOTS_EXAMPLE_COM_FILE: `${api.url}/v1/file`,
    API_KEY: KEY,
  });
  const callApi = apiClient(
    'bots',
    apiKeyAuth('bots', { apiKey: 'BOTS_API_KEY' }, { in: 'path', prefix }),
  );
  const call = (request: Partial<ApiRequest> = {}) =>
    callApi({ method: 'GET', path: '/getMe', ...request }, context);
  return { api, call };
}

it.each<{ what: string; request: Partial<ApiRequest>; path: string; prefix?: string }>([
  { what: 'a path', request: {}, path: `/v1/${SEGMENT}/getMe` },
  { what: 'the base URL alone', request: { path: '' }, path: `/v1/${SEGMENT}` },
  { what: 'another base URL', request: { baseUrl: FILES }, path: `/v1/file/${SEGMENT}/getMe` },
  {
    what: 'a path as the other base URL',
    request: { path: '/file/a' },
    path: `/v1/${SEGMENT}/file/a`,
  },
  {
    what: 'a path with the key',
    request: { path: link(`/${SEGMENT}/x`) },
    path: `/v1/${SEGMENT}/x`,
  },
  { what: 'no prefix', prefix: '', request: {}, path: '/v1/123:a%2Fb-secret/getMe' },
])('the key follows the base URL: $what', async ({ request, path, prefix }) => {
  const { api, call } = await start(prefix);
  const { url } = await call({ ...request, query: { q: 'a b' } });
  expect(api.requests.map((each) => each.path)).toEqual([path]);
  expect(api.requests[0]?.query).toEqual({ q: 'a b' });
  if (!request.path) expect(url).not.toContain('secret');
});

it.each([
  { what: 'the key', text: `No bot ${KEY} here` },
  { what: 'the segment', text: `Not found: /v1/${SEGMENT}/getMe` },
  { what: 'the key after a redirect', text: `No bot ${KEY} here`, location: `/v1/${SEGMENT}/x` },
])('an error does not repeat $what', async ({ text, location }) => {
  const { api, call } = await start();
  if (location) api.answer({ status: 302, headers: { location } });
  api.answer({ status: 404, body: { ok: false, description: text } });
  const error: unknown = await call().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ status: 404 });
  expect(JSON.stringify(error) + String(error)).not.toMatch(/secret/);
});

it('no request leaves the base URL with a key of dots', async () => {
  const { api, call } = await start('');
  setEnvironment('BOTS', { API_KEY: '..' });
  await expect(call()).rejects.toThrow('".." cannot be part of a path.');
  expect(api.requests).toEqual([]);
});
