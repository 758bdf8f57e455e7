import { describe, expect, it, onTestFinished } from 'vitest';
import * as z from 'zod';
import { jwt } from '../../src/identity/jwt.js';
import { TokenError } from '../../src/identity/principal.js';
import { defineProvider } from '../../src/index.js';
import { prometheus } from '../../src/metrics.js';
import type { SharedStore } from '../../src/project/interfaces.js';
import { closeProject, projectOf, type ProjectOptions } from '../../src/project/project.js';
import type { HttpOptions } from '../../src/serving/http/options.js';
import { pageResponse } from '../../src/sign-in/pages.js';
import { stubEnvironment } from '../../src/testing/server/environment.js';
import { ask, bearer, post } from '../ask.js';
import { startIssuer } from '../issuer.js';
import { smallProject } from '../small-project.js';
import { serveProvider } from './provider-server.js';

/** That of `tests/setup.ts`. */
closeProject(projectOf('chat'));

async function serve(project: ProjectOptions = {}, options: Partial<HttpOptions> = {}) {
  const provider = defineProvider({ name: 'small', version: '1.0.0' });
  provider.tool({
    name: 'greet',
    description: 'Greets.',
    input: z.object({ name: z.string() }),
    run: async ({ name }) => `Hello ${name}`,
  });
  const served = await serveProvider(smallProject(provider, project), {
    metrics: project.metrics,
    ...options,
  });
  return served.url;
}

const CALL = JSON.stringify({
  jsonrpc: '2.0',
  id: 1,
  method: 'tools/call',
  params: { name: 'greet', arguments: { name: 'a-private-name' } },
});

describe('/readyz', () => {
  it.each(['/readyz', '/ready'])('is 200 where nothing is missing: %s', async (path) => {
    const { status, text } = await ask(`${await serve()}${path}`);
    expect({ status, text }).toEqual({ status: 200, text: '{"ok":true,"failed":[]}' });
  });

  it('names the issuer that is out of reach', async () => {
    const issuer = await startIssuer();
    const verifier = jwt({ issuer: issuer.issuer });
    await issuer.close();
    const url = await serve({ log: () => {} }, { verifier });
    const { status, text } = await ask(`${url}/readyz`);
    expect({ status, text }).toEqual({ status: 503, text: '{"ok":false,"failed":["issuer"]}' });
  });

  it('is 200 where the issuer is out of reach and its keys are known', async () => {
    const issuer = await startIssuer();
    const verifier = jwt({ issuer: issuer.issuer });
    const endpoint = new URL('http://127.0.0.1/small/mcp');
    await verifier.verify(await issuer.token('ada', endpoint.href), endpoint);
    await issuer.close();
    const url = await serve({}, { verifier });
    expect((await ask(`${url}/readyz`)).status).toBe(200);
  });

  it('names the store that is out of reach, and does not ask it each time', async () => {
    const key = Buffer.alloc(32, 7).toString('base64');
    onTestFinished(stubEnvironment({ TOKEN_STORE: 'test://store', CREDENTIALS_KEY: key }));
    let asked = 0;
    const down = () => {
      asked++;
      return Promise.reject(new Error('connection refused'));
    };
    const store: SharedStore = {
      protocols: ['test:'],
      records: () => ({ get: down, put: down, delete: down }),
      withLock: down,
    };
    const url = await serve({ stores: [store], log: () => {} });
    const { status, text } = await ask(`${url}/readyz`);
    expect({ status, text }).toEqual({ status: 503, text: '{"ok":false,"failed":["store"]}' });
    await ask(`${url}/readyz`);
    expect(asked).toBe(1);
  });
});

describe('/metrics', () => {
  it('does not exist without the option', async () => {
    expect((await ask(`${await serve()}/metrics`)).status).toBe(404);
  });

  it('counts calls by provider and tool, without users and arguments', async () => {
    const url = await serve({ metrics: prometheus() });
    await post(`${url}/small/mcp`, CALL);
    const { status, headers, text } = await ask(`${url}/metrics`);
    expect(status).toBe(200);
    expect(headers['content-type']).toContain('text/plain; version=0.0.4');
    expect(text).toContain(
      'mcp_call_duration_seconds_count{provider="small",kind="tool",name="greet",outcome="ok"} 1',
    );
    expect(text).not.toMatch(/a-private-name|local/);
  });

  it.each<Record<string, string>>([
    { 'x-forwarded-for': '203.0.113.7' },
    { forwarded: 'for=203.0.113.7' },
    { host: 'mcp.example.com' },
  ])('serves only this machine: $0', async (headers) => {
    const url = await serve({ metrics: prometheus() });
    expect((await ask(`${url}/metrics`, { headers })).status).toBe(403);
  });

  it('needs a token where the server has a public URL', async () => {
    const publicUrl = new URL('https://mcp.example.com');
    const url = await serve({ metrics: prometheus() }, { publicUrl });
    expect((await ask(`${url}/metrics`)).status).toBe(403);
  });

  it('needs the token where one is set', async () => {
    onTestFinished(stubEnvironment({ MCP_METRICS_TOKEN: 'scrape' }));
    const url = await serve({ metrics: prometheus() });
    expect((await ask(`${url}/metrics`)).status).toBe(403);
    expect((await ask(`${url}/metrics`, { headers: bearer('other') })).status).toBe(403);
    expect((await ask(`${url}/metrics`, { headers: bearer('scrape') })).status).toBe(200);
  });

  it('of two servers are separate', async () => {
    const [one, two] = [prometheus(), prometheus()];
    one.record({ type: 'limit', status: 429 });
    expect(await one.text()).toContain('mcp_limits_hit_total{status="429"} 1');
    expect(await two.text()).not.toContain('status="429"');
  });
});

describe('a route', () => {
  const issuer = 'https://issuer.example.com';
  const verifier: NonNullable<HttpOptions['verifier']> = {
    metadata: {
      issuer,
      authorization_endpoint: issuer,
      token_endpoint: issuer,
      response_types_supported: [],
      jwks_uri: issuer,
    },
    async verify(token, audience) {
      if (token === 'outage') throw new Error('introspection failed');
      if (token !== `of-ada-for-${audience.pathname}`) throw new TokenError('The token is unknown');
      return { sub: 'ada', aud: audience.href, exp: Date.now() };
    },
  };
  const routes: HttpOptions['routes'] = [
    { path: '/about', public: true, handle: () => new Response('About') },
    {
      path: '/me',
      methods: ['POST'],
      handle: async (request, { userId }) =>
        Response.json({
          userId,
          body: await request.text(),
          authorization: request.headers.get('authorization'),
        }),
    },
  ];

  it('can be public', async () => {
    const url = await serve({}, { routes, verifier });
    expect(await ask(`${url}/about`)).toMatchObject({ status: 200, text: 'About' });
  });

  it('otherwise needs a token for its URL', async () => {
    const url = await serve({ log: () => {} }, { routes, verifier });
    const as = (token?: string) =>
      ask(`${url}/me`, { method: 'POST', headers: bearer(token), body: 'hello' });
    expect((await as()).status).toBe(401);
    expect((await as('of-ada-for-/small/mcp')).status).toBe(401);
    expect((await as('outage')).status).toBe(503);
    const { status, text } = await as('of-ada-for-/me');
    expect(status).toBe(200);
    expect(JSON.parse(text)).toEqual({
      userId: `${issuer}|ada`,
      body: 'hello',
      authorization: null,
    });
  });
});

it('pages have the branding of their project, and nothing else is allowed in', async () => {
  await serve({ branding: { name: 'Acme <b>', css: ':root { --accent: red }</style><script>' } });
  const page = { status: 200, outcome: 'asked', title: 'Sign in', text: 'Sign in to Acme.' };
  const response = pageResponse(page, 'text/html');
  const html = await response.text();
  expect(html).toContain('<header>Acme &#60;b&#62;</header>');
  expect(html).toContain('--accent: red');
  expect(html).not.toContain('<script>');
  const [, style = ''] = /<style>(.*?)<\/style>/s.exec(html) ?? [];
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(style));
  const hash = Buffer.from(digest).toString('base64');
  expect(response.headers.get('content-security-policy')).toContain(`'sha256-${hash}'`);
});
