import { exportJWK, generateKeyPair } from 'jose';
import { expect, it, onTestFinished, vi } from 'vitest';
import { TokenError } from '../../src/identity/principal.js';
import { jwt } from '../../src/identity/jwt.js';
import { verifiedCaller } from '../../src/serving/http/verified-caller.js';
import { startIssuer } from '../issuer.js';

const endpoint = new URL('https://mcp.example.com/chat/mcp');
const DAY_MS = 86_400_000;

async function issuer() {
  const started = await startIssuer();
  onTestFinished(() => started.close());
  const { verify, metadata } = jwt({ issuer: started.issuer });
  const keys = async () =>
    ((await (await fetch(`${started.issuer}/jwks`)).json()) as { keys: object[] }).keys;
  const call = async (token: string) =>
    verifiedCaller({ metadata, verify }, token, endpoint).then(
      ({ principal }) => principal.userId,
      (error: unknown) => error,
    );
  return { ...started, keys, call };
}

/** The pause between two requests for keys. */
function afterPause(): void {
  vi.useFakeTimers({ now: Date.now() + 11_000, toFake: ['Date'] });
  const { now } = performance;
  vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + 11_000);
  onTestFinished(() => void vi.useRealTimers());
  onTestFinished(() => void vi.restoreAllMocks());
}

it('a rotation: new keys are accepted, and those that were removed are not', async () => {
  const { token, keys, call, replace } = await issuer();
  const before = await token('ada', endpoint.href);
  expect(await call(before)).toMatch(/\|ada$/);
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const next = { ...(await exportJWK(publicKey)), kid: 'next', alg: 'ES256' };
  replace('/jwks', 200, JSON.stringify({ keys: [...(await keys()), next] }));
  afterPause();
  const after = await token('ada', endpoint.href, { kid: 'next', signedWith: privateKey });
  expect(await call(after)).toMatch(/\|ada$/);
  expect(await call(before)).toMatch(/\|ada$/);
  const forged = await token('ada', endpoint.href, { kid: 'test', signedWith: privateKey });
  expect(await call(forged)).toBeInstanceOf(TokenError);
});

it.each([
  { what: 'of another algorithm', change: { alg: 'RS256' } },
  { what: 'for encryption', change: { use: 'enc' } },
  { what: 'that is secret', change: { kty: 'oct', k: 'c2VjcmV0LXNlY3JldC1zZWNyZXQtc2VjcmV0' } },
])('a key $what verifies nothing', async ({ change }) => {
  const { token, keys, call, replace } = await issuer();
  const [key] = await keys();
  replace('/jwks', 200, JSON.stringify({ keys: [{ ...key, ...change }] }));
  const outcome = await call(await token('ada', endpoint.href));
  expect(outcome).toBeInstanceOf(Error);
});

it('keys of 10 MB are not read', async () => {
  const { token, keys, call, replace } = await issuer();
  replace('/jwks', 200, JSON.stringify({ keys: [...(await keys()), { kty: 'x', n: 'x'.repeat(10_000_000) }] })); // prettier-ignore
  const used = process.memoryUsage().rss;
  expect(await call(await token('ada', endpoint.href))).toMatchObject({ name: 'KeysUnavailableError' }); // prettier-ignore
  expect(process.memoryUsage().rss - used).toBeLessThan(60_000_000);
});

it.each([
  { what: 'a day ahead', jump: DAY_MS, isValid: false },
  { what: 'a day back', jump: -DAY_MS, isValid: false },
  { what: 'a day back, for a token of then', jump: -DAY_MS, isValid: true, issued: true },
])(
  'a clock that jumps judges tokens by its new time, with the keys it has: $what',
  async ({ jump, isValid, issued }) => {
    const { token, call, replace } = await issuer();
    expect(await call(await token('ada', endpoint.href))).toMatch(/\|ada$/);
    replace('/jwks', 500);
    const before = await token('ada', endpoint.href, { notBefore: Math.floor(Date.now() / 1000) });
    vi.useFakeTimers({ now: Date.now() + jump, toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const outcome = await call(issued ? await token('ada', endpoint.href) : before);
    if (isValid) expect(outcome).toMatch(/\|ada$/);
    else expect(outcome).toBeInstanceOf(TokenError);
  },
);
