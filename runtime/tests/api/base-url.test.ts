import { expect, it, onTestFinished } from 'vitest';
import { apiClient } from '../../src/api/client.js';
import { type ApiRequest, link } from '../../src/api/request.js';
import { readConfig } from '../../src/project/config-file.js';
import { closeProject, openProject } from '../../src/project/project.js';
import { startApi } from '../../src/testing/fakes/api-server.js';
import { setEnvironment } from '../../src/testing/server/environment.js';
import { testContext } from '../context.js';
import { projectFolder } from '../small-project.js';

const UPLOADS = 'https://uploads.files.example.com/v1';
const SAME_HOST = 'https://api.files.example.com/upload';

const configWith = (baseUrls: string) =>
  `providers:\n  files_api: { name: Files, description: Files., auth: none, base_url: https://api.files.example.com/v1, base_urls: ${baseUrls} }\n`;

const context = testContext();

/** A provider with two base URLs, and the APIs behind them. */
async function start(variables: (urls: readonly string[]) => Record<string, string>) {
  const project = openProject(projectFolder(configWith(`[${UPLOADS}, ${SAME_HOST}]`)));
  onTestFinished(() => closeProject(project));
  const main = await startApi();
  const uploads = await startApi();
  onTestFinished(() => Promise.all([main.close(), uploads.close()]).then(() => {}));
  setEnvironment('FILES_API', variables([main.url, uploads.url]));
  const callApi = apiClient('files_api', {
    getCredentials: async () => 'secret',
    authorize: ({ headers }, secret) => headers.set('x-key', secret),
  });
  const call = (request: Partial<ApiRequest> = {}) =>
    callApi({ method: 'GET', path: '/files', ...request }, context);
  return { main, uploads, call };
}

const BOTH = ([main = '', uploads = '']: readonly string[]) => ({
  BASE_URL: `${main}/v1`,
  BASE_URL_UPLOADS_FILES_EXAMPLE_COM_V1: uploads,
});

it('sends a request with its own base URL there, with the credentials', async () => {
  const { main, uploads, call } = await start(BOTH);
  await call({ baseUrl: UPLOADS });
  await call();
  expect(uploads.requests.map(({ path }) => path)).toEqual(['/files']);
  expect(uploads.requests[0]?.headers).toMatchObject({ 'x-key': 'secret' });
  expect(main.requests.map(({ path }) => path)).toEqual(['/v1/files']);
});

it('follows redirects from one base URL to another, and nowhere else', async () => {
  const { main, uploads, call } = await start(BOTH);
  main.answer({ status: 302, headers: { location: `${uploads.url}/moved` } });
  await call();
  expect(uploads.requests.map(({ path }) => path)).toEqual(['/moved']);
  const other = await startApi();
  onTestFinished(() => other.close());
  main.answer({ status: 302, headers: { location: `${other.url}/moved` } });
  await expect(call()).rejects.toMatchObject({ status: 302 });
  expect(other.requests).toEqual([]);
});

it.each([
  {
    what: 'is not listed',
    variables: BOTH,
    baseUrl: 'https://evil.example.com',
    says: 'provider-config.yaml does not list https://evil.example.com in "base_urls" of "files_api".',
  },
  {
    what: 'differs from the listed one in its path',
    variables: BOTH,
    baseUrl: `${UPLOADS}/../v2`,
    says: 'does not list',
  },
  {
    what: 'would get the credentials of another API',
    variables: ([main = '']: readonly string[]) => ({ BASE_URL: main }),
    baseUrl: UPLOADS,
    says: 'Set FILES_API_BASE_URL_UPLOADS_FILES_EXAMPLE_COM_V1, too',
  },
  {
    what: 'of the same host would get the credentials of another API',
    variables: BOTH,
    baseUrl: SAME_HOST,
    says: 'Set FILES_API_BASE_URL_API_FILES_EXAMPLE_COM_UPLOAD, too',
  },
  {
    what: 'is replaced by one without encryption',
    variables: (urls: readonly string[]) => ({
      ...BOTH(urls),
      BASE_URL_UPLOADS_FILES_EXAMPLE_COM_V1: 'http://files.example.com',
    }),
    baseUrl: UPLOADS,
    says: 'must be an https URL',
  },
])('sends nothing to a base URL that $what', async ({ variables, baseUrl, says }) => {
  const { main, uploads, call } = await start(variables);
  await expect(call({ baseUrl })).rejects.toThrow(says);
  expect([...main.requests, ...uploads.requests]).toEqual([]);
});

it('each of the two is its own origin: a path cannot leave it', async () => {
  const { call } = await start(BOTH);
  await expect(call({ baseUrl: UPLOADS, path: link('@evil.example.com/') })).rejects.toMatchObject({
    failure: 'arguments',
  });
});

it.each(['https://evil.example.com/next', 'https://api.example.com.evil.example.com/'])(
  'the URL of a next page cannot leave it: %s',
  async (path) => {
    const { call } = await start(BOTH);
    await expect(call({ path: link(path) })).rejects.toMatchObject({ failure: 'arguments' });
  },
);

it.each(['[http://files.example.com]', '["https://u:p@files.example.com"]', '[files]', 'x'])(
  'a project with the base URLs %s does not start',
  (baseUrls) => {
    expect(() => readConfig(projectFolder(configWith(baseUrls)))).toThrow('base_urls');
  },
);
