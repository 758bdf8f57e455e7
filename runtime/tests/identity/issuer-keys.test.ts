import { exportJWK, generateKeyPair } from 'jose';
import { expect, it, onTestFinished, vi } from 'vitest';
import { jwt } from '../../src/identity/jwt.js';
import { TokenError } from '../../src/identity/principal.js';
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

/** By default, the pause between two requests for keys. */
function afterPause(ms = 11_000): void {
  vi.useFakeTimers({ now: Date.now() + ms, toFake: ['Date'] });
  const { now } = performance;
  vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + ms);
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

const KEYS_AGE_MS = 600_000;

it('keys that are known answer at once while the issuer is silent, and are renewed beside the calls', async () => {
  const { token, call, asked, hold } = await issuer();
  const known = await token('ada', endpoint.href, { expires: '1h' });
  expect(await call(known)).toMatch(/\|ada$/);
  const release = hold('/jwks');
  afterPause(KEYS_AGE_MS + 5_000);
  const requests = asked.length;
  const began = Date.now();
  const outcomes = await Promise.all([call(known), call(known), call(known)]);
  expect(outcomes).toEqual(outcomes.map(() => expect.stringMatching(/\|ada$/) as string));
  expect(Date.now() - began).toBeLessThan(1_000);
  await expect.poll(() => asked.length).toBe(requests + 1);
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  release(JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: 'next' }] }));
  await expect.poll(() => call(known)).toBeInstanceOf(TokenError); // its key is no longer published
  const next = await token('eve', endpoint.href, {
    kid: 'next',
    signedWith: privateKey,
    expires: '1h',
  });
  expect(await call(next)).toMatch(/\|eve$/);
});

it('an unknown key of a silent issuer is an outage, within the time of a verification', async () => {
  const { token, call, hold } = await issuer();
  const known = await token('ada', endpoint.href);
  expect(await call(known)).toMatch(/\|ada$/);
  hold('/jwks');
  afterPause();
  const unknown = call(await token('ada', endpoint.href, { kid: 'next' }));
  expect(await call(known)).toMatch(/\|ada$/);
  expect(await unknown).toMatchObject({ name: 'KeysUnavailableError' });
});

it('a token that names no key is tried with each that fits, and with new ones', async () => {
  const { token, keys, call, replace } = await issuer();
  const pairs = await Promise.all([0, 1, 2, 3].map(() => generateKeyPair('ES256')));
  const [first, second, later, foreign] = await Promise.all(
    pairs.map(async ({ privateKey, publicKey }) => ({
      jwk: { ...(await exportJWK(publicKey)), use: 'sig' },
      token: await token('ada', endpoint.href, { kid: undefined, signedWith: privateKey }),
    })),
  );
  if (!first || !second || !later || !foreign) throw new Error('Four pairs were made.');
  const published = [...(await keys()), first.jwk, second.jwk];
  replace('/jwks', 200, JSON.stringify({ keys: published }));
  for (const one of [first, second]) expect(await call(one.token)).toMatch(/\|ada$/);
  expect(await call(foreign.token)).toBeInstanceOf(TokenError);
  replace('/jwks', 200, JSON.stringify({ keys: [later.jwk] }));
  afterPause();
  expect(await call(later.token)).toMatch(/\|ada$/);
  expect(await call(first.token)).toBeInstanceOf(TokenError);
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
  replace(
    '/jwks',
    200,
    JSON.stringify({ keys: [...(await keys()), { kty: 'x', n: 'x'.repeat(10_000_000) }] }),
  );
  const used = process.memoryUsage().rss;
  expect(await call(await token('ada', endpoint.href))).toMatchObject({
    name: 'KeysUnavailableError',
  });
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
