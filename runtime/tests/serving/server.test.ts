import { describe, expect, it, onTestFinished } from 'vitest';
import type { TokenVerifier } from '../../src/provider/principal.js';
import type { HttpOptions } from '../../src/serving/http/options.js';
import { tokenVerifier } from '../../src/serving/token-verifier.js';
import { ask, LIST_TOOLS, post } from '../../src/testing/ask.js';
import { startIssuer } from '../../src/testing/issuer.js';
import { startProcess } from '../../src/testing/process.js';
import { startServer } from '../../src/testing/server.js';

const provider = 'chat';
const foreign = { host: 'elsewhere.example.com' };

async function start(verifier?: TokenVerifier, options?: Partial<HttpOptions>) {
  const server = await startServer(provider, verifier, options);
  onTestFinished(() => server.close());
  return { url: server.url, endpoint: `${server.url}/${provider}/mcp` };
}

it('says that it is up, by whatever name it is asked', async () => {
  const { url } = await start();
  expect(await ask(`${url}/healthz`, { headers: foreign })).toMatchObject({
    status: 200,
    text: '{"ok":true}',
  });
});

describe('the guards of an endpoint', () => {
  it.each<{ what: string; headers: Record<string, string>; status: number }>([
    { what: 'another host', headers: foreign, status: 403 },
    { what: 'another origin', headers: { origin: 'https://elsewhere.example.com' }, status: 403 },
    { what: 'an origin that is none', headers: { origin: 'null' }, status: 403 },
    { what: 'its own origin', headers: { origin: 'http://127.0.0.1:3000' }, status: 200 },
    { what: 'no origin', headers: {}, status: 200 },
  ])('answer $what with $status', async ({ headers, status }) => {
    const { endpoint } = await start();
    expect((await post(endpoint, LIST_TOOLS, headers)).status).toBe(status);
  });

  it('come before the body is read', async () => {
    const issuer = await startIssuer();
    onTestFinished(() => issuer.close());
    const { endpoint } = await start(await tokenVerifier(issuer.issuer));
    const { status, headers } = await post(endpoint, '{bad');
    expect(status).toBe(401);
    expect(headers['www-authenticate']).toContain('resource_metadata=');
  });
});

describe('a body', () => {
  it('that is not JSON is a parse error, and no more is said', async () => {
    const { endpoint } = await start();
    const { status, text } = await post(endpoint, '{bad');
    expect(status).toBe(400);
    expect(JSON.parse(text)).toEqual({
      jsonrpc: '2.0',
      id: null,
      error: { code: -32_700, message: 'Parse error' },
    });
  });

  it('may have some length', async () => {
    const { endpoint } = await start();
    const padded = LIST_TOOLS + ' '.repeat(1_000_000);
    expect((await post(endpoint, padded)).status).toBe(200);
  });

  it('is refused where it is too large', async () => {
    const { endpoint } = await start();
    expect((await post(endpoint, ' '.repeat(4_200_000))).status).toBe(413);
  });
});

it('hides what went wrong inside', async () => {
  const { url } = await start(undefined, {
    routes: [
      {
        path: '/anything',
        public: true,
        handle: () => Promise.reject(new Error('inside-words')),
      },
    ],
  });
  const { status, text } = await ask(`${url}/anything`);
  expect(status).toBe(500);
  expect(text).not.toMatch(/inside-words|\bat /);
});

describe('as a process', () => {
  it('serves HTTP on this machine', async () => {
    const url = await startProcess([]).url;
    expect((await ask(`${url}/healthz`)).status).toBe(200);
    expect((await post(`${url}/${provider}/mcp`, LIST_TOOLS)).status).toBe(200);
    expect((await post(`${url}/${provider}/mcp`, LIST_TOOLS, foreign)).status).toBe(403);
  });

  const open = ['--host', '0.0.0.0'];
  it.each<{ args: string[]; environment: Record<string, string> }>([
    { args: open, environment: {} },
    { args: open, environment: { MCP_ISSUER: 'https://issuer.example.com' } },
    { args: [], environment: { MCP_PUBLIC_URL: 'https://mcp.example.com' } },
  ])('serves nobody with $args $environment', async ({ args, environment }) => {
    const { code, said } = await startProcess(args, environment).ended;
    expect(code).toBe(1);
    expect(said).toContain('set MCP_ISSUER and MCP_PUBLIC_URL');
  });
});
