import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { download } from '../../../src/sources/openapi/download.js';
import { boundedFetch } from '../../src/fetch/bounded-fetch.js';
import { API_LIMITS } from '../../src/fetch/limits.js';
import { proxyOf } from '../../src/fetch/proxy.js';
import { referredRequest } from '../../src/fetch/referred-fetch.js';
import { isUnsent, unreachableReason } from '../../src/fetch/unreachable.js';
import { verifyWithIssuerKeys } from '../../src/identity/jwt-check.js';
import { authFetch } from '../../src/oauth/token-response.js';
import { CLIENT_INFO, connectToServer } from '../../src/remote/connect.js';
import { listen } from '../listen.js';
import { selfSigned } from '../servers/certificate.js';
import { temporaryFolder } from '../temporary-folder.js';
import { startProxy } from './forward-proxy.js';

const folder = temporaryFolder(afterAll);
let files: ReturnType<typeof selfSigned>;
beforeAll(() => void (files = selfSigned(folder, 'DNS:api.example')));

const VARIABLES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
beforeEach(() => {
  for (const name of VARIABLES.flatMap((each) => [each, each.toLowerCase()])) vi.stubEnv(name, '');
});
afterEach(() => void vi.unstubAllEnvs());

/** An API that repeats what it got, compressed, and a proxy to it. */
async function start(settings: Partial<Parameters<typeof startProxy>[1]> = {}) {
  const origin = await listen((incoming, response) => {
    void text(incoming).then((body) => {
      const { method, url, headers } = incoming;
      response.writeHead(201, { 'content-encoding': 'gzip', 'set-cookie': ['a=1', 'b=2'] });
      response.end(gzipSync(JSON.stringify({ method, url, headers, body })));
    });
  });
  return startProxy(origin, { files, ...settings });
}

const ask = async (url: string, init: RequestInit = {}) => {
  const response = await boundedFetch(url, init, API_LIMITS);
  return { response, sent: (await response.json()) as Record<string, unknown> };
};
const failure = (url: string) => ask(url).then(String, (error: unknown) => error);

it.each([
  ['HTTP_PROXY', 'http://api.example/a?b=c', 'POST http://api.example/a?b=c'],
  ['http_proxy', 'http://api.example/', 'POST http://api.example/'],
  ['HTTPS_PROXY', 'https://api.example/a', 'CONNECT api.example:443'],
  ['https_proxy', 'https://api.example:8443/a', 'CONNECT api.example:8443'],
])('sends requests by %s', async (variable, url, line) => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  for (const login of [undefined, 'ann:p@ss:w%rd', 'ann:']) {
    const { host, log } = await start(login === undefined ? {} : { login });
    const [name = '', password = ''] = login?.split(/:(.*)/) ?? [];
    const user = login === undefined ? '' : `${name}:${encodeURIComponent(password)}@`;
    vi.stubEnv(variable, `http://${user}${host}`);
    const body = 'ü';
    const { response, sent } = await ask(url, { method: 'POST', headers: { 'x-key': 'k' }, body });
    expect(log).toEqual([line]);
    expect([response.status, response.headers.getSetCookie()]).toEqual([201, ['a=1', 'b=2']]);
    const { host: ownHost, pathname, search } = new URL(url);
    expect(sent).toMatchObject({ method: 'POST', url: pathname + search, body });
    expect(sent.headers).toMatchObject({ host: ownHost, 'x-key': 'k', 'content-length': '2' });
    expect(sent.headers).not.toHaveProperty('proxy-authorization');
  }
});

it.each<[string, Partial<Parameters<typeof startProxy>[1]>, string]>([
  ['https://api.example', { login: 'ann:b' }, 'requires a user name and a password'],
  ['http://api.example', { login: 'ann:b' }, 'requires a user name and a password'],
  ['https://api.example', { refusal: 403 }, 'refuses the connection (403)'],
  ['https://api.example', { refusal: 502 }, 'refuses the connection (502)'],
])('names the proxy that refuses %s with %j', async (url, settings, words) => {
  const { host } = await start(settings);
  const variable = url.startsWith('https') ? 'HTTPS_PROXY' : 'HTTP_PROXY';
  vi.stubEnv(variable, `http://ann:secret@${host}`);
  const error = await failure(url);
  expect(unreachableReason(error)).toContain(`the proxy "http://${host}" of ${variable} ${words}`);
  expect(unreachableReason(error)).not.toContain('secret');
  expect(isUnsent(error)).toBe(true);
});

it.each([
  [
    '127.0.0.1:1',
    'the proxy "http://127.0.0.1:1" of HTTPS_PROXY cannot be reached: nothing listens',
  ],
  [
    'proxy.invalid',
    'the proxy "http://proxy.invalid" of HTTPS_PROXY cannot be reached: the host name',
  ],
  ['http://[', 'HTTPS_PROXY is not the URL of a proxy'],
])('names a proxy that cannot be reached: %s', async (address, words) => {
  vi.stubEnv('HTTPS_PROXY', address);
  expect(unreachableReason(await failure('https://api.example'))).toContain(words);
});

it('does not trust the certificate of a proxy that reads TLS, but by NODE_EXTRA_CA_CERTS', async () => {
  const { address } = await start();
  vi.stubEnv('HTTPS_PROXY', address);
  expect(unreachableReason(await failure('https://api.example'))).toBe(
    'its certificate is self-signed',
  );
  const module = join(import.meta.dirname, '..', '..', 'src', 'fetch', 'http-fetch.ts');
  const script = `const { httpFetch } = await import(${JSON.stringify(module)});
    console.log((await httpFetch('https://api.example', {})).status);`;
  const node = ['--import', 'tsx', '--input-type=module', '-e', script];
  const env = { ...process.env, NODE_EXTRA_CA_CERTS: files.certificate };
  const { stdout } = await promisify(execFile)(process.execPath, node, { env });
  expect(stdout).toBe('201\n');
});

it.each([
  ['https://api.example', 'api.example', false],
  ['https://API.example./', 'Api.Example', false],
  ['https://a.api.example', 'other.example api.example', false],
  ['https://a.api.example', 'other.example,.api.example', false],
  ['https://a.api.example', '*.api.example', false],
  ['https://myapi.example', 'api.example', true],
  ['https://api.example', 'api.example:443', false],
  ['https://api.example', 'api.example:8443', true],
  ['https://api.example:8443', 'api.example:8443', false],
  ['https://api.example', '*', false],
  ['https://[2001:db8::1]', '2001:db8::1', false],
  ['https://[2001:db8::1]:8443', '[2001:db8::1]:8443', false],
  ['https://10.1.2.3', '10.0.0.0/8', true],
  ['https://api.example', '', true],
  ['http://api.example', '', false],
  ['https://localhost:3000', '', false],
  ['https://127.0.0.1', '', false],
  ['https://[::1]', '', false],
])('a request to %s with NO_PROXY "%s" has a proxy: %s', (url, excepted, has) => {
  vi.stubEnv('HTTPS_PROXY', 'proxy.example:3128');
  vi.stubEnv('NO_PROXY', excepted);
  expect(proxyOf(new URL(url))?.url.href).toBe(has ? 'http://proxy.example:3128/' : undefined);
});

it.each<[string, (url: string) => Promise<unknown>]>([
  ['a token endpoint', (url) => authFetch()(url, { method: 'POST', body: 'a=b' })],
  ['the keys of an issuer', (url) => verifyWithIssuerKeys('https://issuer.example', url).ready()],
  [
    'an MCP server',
    (url) => connectToServer({ url: new URL(url) }, { client: CLIENT_INFO, timeoutMs: 9_000 }),
  ],
  ['a document', (url) => download(url)],
])('requests to %s go through it', async (_, request) => {
  vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
  const { address, log } = await start();
  vi.stubEnv('HTTPS_PROXY', address);
  await request('https://other.example').catch(() => {}); // the origin is none of these
  expect(new Set(log)).toEqual(new Set(['CONNECT other.example:443']));
});

it('leaves names to the proxy, and refuses addresses in this network', async () => {
  const { host, log } = await start();
  vi.stubEnv('HTTP_PROXY', host);
  const request = referredRequest(new URL('http://mcp.example'), () => {
    throw new Error('A name was looked up');
  });
  expect(await request('http://api.example/', {})).toMatchObject({ status: 201 });
  for (const url of ['http://10.0.0.1/', 'http://169.254.169.254/', 'http://localhost/'])
    await expect(request(url, {})).rejects.toMatchObject({ cause: { code: 'PRIVATE_ADDRESS' } });
  expect(log).toEqual(['GET http://api.example/']);
});

it('ends with its caller', async () => {
  const { host } = await startProxy(await listen(() => {}), { files });
  vi.stubEnv('HTTP_PROXY', host);
  const control = new AbortController();
  const pending = boundedFetch('http://api.example', { signal: control.signal }, API_LIMITS);
  setTimeout(() => control.abort(new Error('cancelled')), 50);
  await expect(pending).rejects.toThrow('cancelled');
});
