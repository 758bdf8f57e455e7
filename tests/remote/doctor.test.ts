import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { memoryFiles } from '../../src/host/memory.js';
import type { Finding } from '../../src/remote/doctor/finding.js';
import { runProgram } from '../grow/machine.js';
import type { Broken } from './chain.js';
import { about, chain, challenge, metadata, RESOURCE, SERVER } from './chain.js';
import { listen, mcpServer } from './servers.js';

const run = (url: string, ...args: string[]) =>
  runProgram(['doctor', url, '--timeout', '2', ...args], {
    files: memoryFiles({}),
    cwd: tmpdir(),
  });

async function doctor(url: string, ...args: string[]) {
  const { exit, stdout } = await run(url, '--json', ...args);
  const { findings } = JSON.parse(stdout) as { findings: Finding[] };
  return { exit, findings, worst: worst(findings) };
}

const worst = (findings: readonly Finding[]) =>
  findings.find(({ state }) => state === 'error') ??
  findings.find(({ state }) => state === 'warning');

const at =
  (path: string, respond: (base: string) => Response): Broken =>
  (request, base) =>
    new URL(request.url).pathname === path ? respond(base) : undefined;
const missing = () => new Response('Not found', { status: 404 });
const page = () => new Response('<html>', { headers: { 'content-type': 'text/html' } });
const server = (more: object) =>
  at(SERVER, (base) => Response.json({ ...metadata(base), ...more }));
const resource = (more: object) =>
  at(RESOURCE, (base) => Response.json({ ...about(base), ...more }));
const refusal = (error: string) =>
  at('/authorize', () => {
    const location = `http://127.0.0.1:8710/auth/callback?error=${error}`;
    return new Response('', { status: 302, headers: { location } });
  });

it('finds no fault in a complete chain', async () => {
  const { exit, findings, worst: fault } = await doctor(await chain(), '--register');
  expect([exit, fault]).toEqual([0, undefined]);
  expect(new Set(findings.map(({ hop }) => hop)).size).toBe(7);
});

const token = (claims: object) =>
  `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.`;

it.each<[string, (url: string) => string, string | undefined, number]>([
  ['a token for the server', (url) => `${token({ aud: url })}good`, undefined, 0],
  ['an opaque token', () => 'opaque.good', undefined, 0],
  ['a token for another server', () => `${token({ aud: 'https://a.dev' })}good`, 'audience', 0],
  ['a token for nothing', () => `${token({})}good`, 'audience', 0],
  ['a token that the server refuses', (url) => `${token({ aud: url })}bad`, 'tools', 1],
])('walks to the list of tools with %s', async (_, tokenFor, hop, code) => {
  const url = await chain();
  const words = ['--header', `Authorization: Bearer ${tokenFor(url)}`];
  const { exit, findings, worst: fault } = await doctor(url, ...words);
  expect([exit, fault?.hop]).toEqual([code, hop]);
  expect(findings.at(-1)?.hop).toBe('tools');
});

it('finds no fault in a server without sign-in, and shows steps as text', async () => {
  const { exit, stdout } = await run(await mcpServer());
  expect(exit).toBe(0);
  expect(stdout).toBe(
    '✔ address: The server responds without sign-in.\n✔ tools: The server lists 1 tools.\n',
  );
});

const CASES: [string, Broken, Finding['hop'], Finding['state'], RegExp][] = [
  ['no endpoint', at('/mcp', missing), 'address', 'error', /404/],
  [
    'a redirect to a slash',
    at('/mcp', () => new Response('', { status: 308, headers: { location: '/mcp/' } })),
    'address',
    'error',
    /redirects to .*\/mcp\//,
  ],
  ['a page', at('/mcp', page), 'address', 'error', /no JSON-RPC/],
  ['an outage', at('/mcp', () => new Response('', { status: 502 })), 'address', 'error', /502/],
  ['403 for 401', at('/mcp', () => new Response('', { status: 403 })), 'challenge', 'error', /403/],
  [
    'no challenge',
    at('/mcp', () => new Response('', { status: 401 })),
    'challenge',
    'warning',
    /no WWW-Authenticate/,
  ],
  ['another scheme', at('/mcp', () => challenge('Basic realm="x"')), 'challenge', 'error', /Basic/],
  [
    'no metadata URL',
    at('/mcp', () => challenge('Bearer')),
    'challenge',
    'warning',
    /no "resource/,
  ],
  [
    'a relative metadata URL',
    at('/mcp', () => challenge(`Bearer resource_metadata="${RESOURCE}"`)),
    'challenge',
    'error',
    /not an absolute URL/,
  ],
  [
    'an internal host',
    at('/mcp', (base) => {
      const inner = base.replace('127.0.0.1', 'localhost');
      return challenge(`Bearer resource_metadata="${inner}${RESOURCE}"`);
    }),
    'challenge',
    'warning',
    /localhost/,
  ],
  ['no resource metadata', at(RESOURCE, missing), 'resource metadata', 'error', /404/],
  [
    'resource metadata that requires a token',
    at(RESOURCE, () => new Response('', { status: 401 })),
    'resource metadata',
    'error',
    /requires a token/,
  ],
  ['a page for resource metadata', at(RESOURCE, page), 'resource metadata', 'error', /text\/html/],
  [
    'another resource',
    resource({ resource: 'https://other.example.com/mcp' }),
    'resource metadata',
    'error',
    /other\.example\.com/,
  ],
  [
    'a resource above',
    at(RESOURCE, (base) => Response.json({ ...about(base), resource: base })),
    'resource metadata',
    'warning',
    /not "http/,
  ],
  [
    'no authorization server',
    resource({ authorization_servers: [] }),
    'resource metadata',
    'error',
    /missing or empty/,
  ],
  [
    'an authorization server without https',
    resource({ authorization_servers: ['http://as.example.com'] }),
    'resource metadata',
    'error',
    /not an https URL/,
  ],
  [
    'no authorization server metadata',
    at(SERVER, missing),
    'authorization server metadata',
    'error',
    /openid-configuration" has status 404/,
  ],
  [
    'an issuer with a slash',
    at(SERVER, (base) => Response.json({ ...metadata(base), issuer: `${base}/` })),
    'authorization server metadata',
    'error',
    /"issuer" is/,
  ],
  [
    'no token endpoint in the metadata',
    server({ token_endpoint: undefined }),
    'authorization server metadata',
    'error',
    /"token_endpoint" is missing/,
  ],
  [
    'no PKCE',
    server({ code_challenge_methods_supported: undefined }),
    'authorization server metadata',
    'error',
    /S256/,
  ],
  [
    'plain PKCE only',
    server({ code_challenge_methods_supported: ['plain'] }),
    'authorization server metadata',
    'error',
    /: plain/,
  ],
  [
    'an endpoint without https',
    server({ token_endpoint: 'http://as.example.com/token' }),
    'authorization server metadata',
    'error',
    /not an https URL/,
  ],
  [
    'no code',
    server({ response_types_supported: ['token'] }),
    'authorization server metadata',
    'error',
    /"code"/,
  ],
  [
    'no refresh tokens',
    server({ grant_types_supported: ['authorization_code'] }),
    'authorization server metadata',
    'warning',
    /Refresh tokens/,
  ],
  [
    'no issuer in responses',
    server({ authorization_response_iss_parameter_supported: undefined }),
    'authorization server metadata',
    'warning',
    /RFC 9207/,
  ],
  [
    'an unknown scope',
    server({ scopes_supported: ['other'] }),
    'authorization server metadata',
    'warning',
    /requires the scope "mcp"/,
  ],
  [
    'no identification',
    server({ registration_endpoint: undefined, client_id_metadata_document_supported: false }),
    'client registration',
    'warning',
    /Neither/,
  ],
  [
    'secrets for all clients',
    server({ token_endpoint_auth_methods_supported: ['client_secret_basic'] }),
    'client registration',
    'warning',
    /without a secret/,
  ],
  [
    'registration without loopback',
    at('/register', () => Response.json({ error: 'invalid_redirect_uri' }, { status: 400 })),
    'client registration',
    'error',
    /invalid_redirect_uri/,
  ],
  [
    'registration that requires a token',
    at('/register', () => new Response('', { status: 401 })),
    'client registration',
    'error',
    /401/,
  ],
  [
    'registration without an id',
    at('/register', () => Response.json({}, { status: 201 })),
    'client registration',
    'error',
    /no "client_id"/,
  ],
  ['no authorization page', at('/authorize', missing), 'authorization endpoint', 'error', /404/],
  [
    'an unknown resource',
    refusal('invalid_target'),
    'authorization endpoint',
    'error',
    /invalid_target/,
  ],
  ['unknown scopes', refusal('invalid_scope'), 'authorization endpoint', 'error', /invalid_scope/],
  [
    'an unknown redirect URI',
    at('/authorize', () => new Response('', { status: 400 })),
    'authorization endpoint',
    'error',
    /status 400/,
  ],
  ['a page for tokens', at('/token', page), 'token endpoint', 'error', /no OAuth error/],
  [
    'a token endpoint that fails',
    at('/token', () => new Response('', { status: 502 })),
    'token endpoint',
    'error',
    /502/,
  ],
  [
    'a token endpoint without codes',
    at('/token', () => Response.json({ error: 'unsupported_grant_type' }, { status: 400 })),
    'token endpoint',
    'error',
    /unsupported_grant_type/,
  ],
  [
    'a token endpoint that requires secrets',
    at('/token', () => Response.json({ error: 'invalid_client' }, { status: 401 })),
    'token endpoint',
    'warning',
    /requires a secret/,
  ],
];

it.each(CASES)('names the step: %s', async (_, broken, hop, state, found) => {
  const { exit, worst: fault } = await doctor(await chain(broken), '--register');
  expect(fault).toMatchObject({
    hop,
    state,
    found: expect.stringMatching(found) as string,
    fix: expect.any(String) as string,
  });
  expect(exit).toBe(state === 'error' ? 1 : 0);
});

it('tells all of these apart', async () => {
  const texts: string[] = [];
  for (const [, broken] of CASES) {
    const { worst: fault } = await doctor(await chain(broken), '--register');
    texts.push(`${fault?.hop}: ${fault?.found}`.replace(/127\.0\.0\.1:\d+/g, 'host'));
  }
  expect(new Set(texts).size).toBe(CASES.length);
}, 30_000);

it.each<[string, () => Promise<string>, Finding['hop'], RegExp]>([
  ['a closed port', async () => 'http://127.0.0.1:59999/mcp', 'address', /ECONNREFUSED/],
  ['no response', async () => `${await listen(() => undefined)}/mcp`, 'address', /in time/],
  ['plain HTTP', async () => 'http://mcp.example.com/mcp', 'address', /not encrypted/],
  ['an unknown certificate', () => selfSigned(), 'TLS', /SELF_SIGNED/],
  [
    'a port without TLS',
    async () => (await chain()).replace('http:', 'https:'),
    'TLS',
    /SSL|EPROTO/,
  ],
])('names the step: %s', async (_, url, hop, found) => {
  const { exit, worst: fault } = await doctor(await url());
  expect([exit, fault]).toEqual([
    1,
    expect.objectContaining({ hop, found: expect.stringMatching(found) as string }),
  ]);
});

async function selfSigned(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '1'];
  const files = ['-subj', '/CN=127.0.0.1', '-keyout', key, '-out', cert];
  execFileSync('openssl', [...words, ...files], { stdio: 'ignore' });
  const secure = createServer({ key: readFileSync(key), cert: readFileSync(cert) });
  await new Promise<void>((resolve) => secure.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void secure.close());
  return `https://127.0.0.1:${(secure.address() as AddressInfo).port}/mcp`;
}

it('finds metadata at the root, and of OpenID Connect below a path', async () => {
  const url = await chain((request, base) => {
    const { pathname } = new URL(request.url);
    if (pathname === '/mcp') return new Response('', { status: 401 });
    if (pathname === RESOURCE) return missing();
    if (pathname === '/.well-known/oauth-protected-resource')
      return Response.json({ ...about(base), authorization_servers: [`${base}/tenant`] });
    if (pathname === '/tenant/.well-known/openid-configuration')
      return Response.json({ ...metadata(base), issuer: `${base}/tenant` });
    return undefined;
  });
  const { findings } = await doctor(url, '--register');
  expect(findings.filter(({ state }) => state === 'error')).toEqual([]);
  expect(findings.at(-1)?.hop).toBe('token endpoint');
});
