import fc from 'fast-check';
import { expect, it, onTestFinished, vi } from 'vitest';
import { jwt } from '../../src/identity/jwt.js';
import { overrideVerifier, type TokenClaims } from '../../src/identity/principal.js';
import { VerifiedToken } from '../../src/identity/verified-tokens.js';
import { knownCallers, verifiedCaller } from '../../src/serving/http/verified-caller.js';
import { startIssuer } from '../issuer.js';

const endpoints = ['one', 'other'].map((path) => new URL(`https://mcp.example.com/${path}/mcp`));
const [endpoint = new URL('x:')] = endpoints;

async function issuer(alg?: string) {
  const started = await startIssuer(alg);
  onTestFinished(() => started.close());
  const verify = vi.spyOn(crypto.subtle, 'verify');
  onTestFinished(() => verify.mockRestore());
  const options = { issuer: started.issuer, jwksUrl: `${started.issuer}/jwks` };
  return {
    ...started,
    options,
    verifier: jwt(options),
    signatures: () => verify.mock.calls.length,
  };
}

it.each(['RS256', 'ES256', 'EdDSA'])(
  'the signature of a token is verified once: %s',
  async (alg) => {
    const { verifier, token, signatures } = await issuer(alg);
    const [ada, eve] = [await token('ada', endpoint.href), await token('eve', endpoint.href)];
    for (let call = 0; call < 5; call++)
      for (const [user, text] of [
        ['ada', ada],
        ['eve', eve],
      ] as const) {
        const { principal } = await verifiedCaller(verifier, text, endpoint);
        expect(principal.userId).toMatch(new RegExp(`\\|${user}$`));
      }
    expect(signatures()).toBe(2);
  },
);

it('a server that has seen a token decides as one that has not, whatever the time and the endpoint', async () => {
  const { options, token, verifier } = await issuer();
  const seconds = Math.floor(Date.now() / 1000);
  const at = (details: Parameters<typeof token>[2] = {}) => token('ada', endpoint.href, details);
  const valid = await at({ expires: '1h' });
  const [header = '', payload = '', signature = ''] = valid.split('.');
  const eve = (await token('eve', endpoint.href)).split('.')[1] ?? '';
  const tokens = [
    valid,
    await at({ expires: '60s' }),
    await at({ notBefore: seconds + 120, expires: '1h' }),
    await at({ scope: 'read write' }),
    await at({ typ: 'JWT' }),
    await at({ typ: 'logout+jwt' }),
    await token('ada', endpoints[1]?.href ?? ''),
    await token('ada', 'https://elsewhere.example.com'),
    [header, eve, signature].join('.'),
    [header, payload, signature.replace(/^./, (first) => (first === 'A' ? 'B' : 'A'))].join('.'),
    `${valid}=`,
    `${valid}.`,
    ` ${valid}`,
  ];
  const settled = <T>(pending: Promise<T>) =>
    pending.catch((error: unknown) => (error as Error).name);
  const known = new Map(endpoints.map((to) => [to, knownCallers(verifier, to)]));
  const outcomes = async (one: typeof verifier, text: string, to: URL) => [
    await settled(one.verify(text, to)),
    await settled(verifiedCaller(one, text, to)),
  ];
  const knownOutcome = (text: string, to: URL) => settled((async () => known.get(to)?.(text))());
  let found = 0;
  vi.useFakeTimers({ toFake: ['Date'] });
  onTestFinished(() => void vi.useRealTimers());
  const step = fc.record({
    text: fc.constantFrom(...tokens),
    to: fc.constantFrom(...endpoints),
    offset: fc.constantFrom(-7_200, -3_600, -31, 0, 29, 30, 31, 89, 90, 91, 119, 121, 3_629, 3_631),
  });
  const accepted = new Set<string>();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 20 }), async (steps) => {
      for (const { text, to, offset } of steps) {
        vi.setSystemTime((seconds + offset) * 1000);
        const fresh = await outcomes(jwt(options), text, to);
        const again = await knownOutcome(text, to);
        if (again !== undefined) {
          expect(again).toEqual(fresh[1]);
          found++;
        }
        expect(await outcomes(verifier, text, to)).toEqual(fresh);
        if (typeof fresh[1] === 'object') accepted.add(text);
      }
    }),
    { numRuns: 10 },
  );
  expect(accepted.size).toBeGreaterThan(3);
  expect(found).toBeGreaterThan(3);
});

it('what code does to the claims of one request is not in the next', async () => {
  const { verifier, token } = await issuer();
  const text = await token('ada', endpoint.href, { scope: 'read' });
  const known = knownCallers(verifier, endpoint);
  const first = await verifier.verify(text, endpoint);
  Object.assign(first, { sub: 'eve', scope: 'read write' });
  for (let call = 0; call < 2; call++) {
    for (const caller of [await verifiedCaller(verifier, text, endpoint), known(text)]) {
      const { scopes, claims = {} } = caller?.principal ?? {};
      expect({ scopes, claims }).toMatchObject({ scopes: ['read'], claims: { sub: 'ada' } });
      Object.assign(claims, { sub: 'eve', scope: 'read write' });
      caller?.scopes.push('write');
    }
  }
});

it('the claims of one request share nothing with those of the next', () => {
  const claims = fc.dictionary(fc.constantFrom('sub', 'roles', '__proto__'), fc.jsonValue());
  fc.assert(
    fc.property(claims, (all) => {
      const text = JSON.stringify(all);
      const verified = new VerifiedToken(JSON.parse(text) as TokenClaims);
      const first = verified.claims;
      expect(JSON.stringify(first)).toBe(text);
      const change = (value: unknown): void => {
        if (typeof value !== 'object' || value === null) return;
        Object.values(value).forEach(change);
        Object.assign(value, { 0: 'changed' });
      };
      change(first);
      expect(JSON.stringify(verified.claims)).toBe(text);
    }),
  );
});

it('renewed keys verify each token again', async () => {
  const { verifier, token, signatures } = await issuer();
  const text = await token('ada', endpoint.href, { expires: '1h' });
  await verifier.verify(text, endpoint);
  await verifier.verify(text, endpoint);
  expect(signatures()).toBe(1);
  const { now } = performance;
  vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + 601_000);
  onTestFinished(() => void vi.restoreAllMocks());
  const known = knownCallers(verifier, endpoint);
  expect(known(text)).toBeUndefined(); // the keys are old
  await verifier.verify(text, endpoint); // answered with the keys that are renewed meanwhile
  await expect
    .poll(async () => {
      await verifier.verify(text, endpoint);
      return signatures();
    })
    .toBe(2);
  expect(known(text)).toMatchObject({ principal: { claims: { sub: 'ada' } } });
});

it('a verifier with a "verify" of its own decides about each request', async () => {
  const { verifier, token } = await issuer();
  const text = await token('ada', endpoint.href);
  await verifier.verify(text, endpoint);
  const verify: typeof verifier.verify = (...request) => verifier.verify(...request);
  const changed = overrideVerifier(verifier, { audience: endpoint.href });
  expect(knownCallers(changed, endpoint)(text)).toMatchObject({
    principal: { claims: { sub: 'ada' } },
  });
  for (const own of [{ ...verifier, verify }, overrideVerifier(changed, { verify })])
    expect(knownCallers(own, endpoint)(text)).toBeUndefined();
});
