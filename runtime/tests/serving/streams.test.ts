import { expect, it } from 'vitest';
import { CLOCK_SKEW_S, verifiedPrincipal } from '../../src/identity/principal.js';
import { httpLimits } from '../../src/serving/http/limits.js';
import { streamLimits } from '../../src/serving/http/streams.js';
import { namedCaller } from '../../src/serving/http/verified-caller.js';

const { principal } = { principal: verifiedPrincipal('https://id.example', 'ann') };
const verified = (seconds: number) => ({
  principal,
  clientId: 'c',
  scopes: [],
  expiresAt: Date.now() / 1000 + seconds,
});

it.each([
  [
    'a token that is still accepted',
    { principal, verified: verified(-CLOCK_SKEW_S / 2), token: 't' },
    false,
  ],
  ['a token that is not', { principal, verified: verified(-CLOCK_SKEW_S), token: 't' }, true],
  [
    'a user whom a proxy names',
    { principal, verified: { ...namedCaller({ issuer: 'proxy', id: 'ann' }), expiresAt: 0 } },
    false,
  ],
  ['the local user', { principal }, false],
])('a stream lasts as long as its caller is accepted: %s', async (_, caller, ends) => {
  let isEnded = false;
  const outgoing = { once: () => {}, destroy: () => (isEnded = true) };
  expect(streamLimits(httpLimits(), () => {}).open(outgoing, caller)).toBeUndefined();
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(isEnded).toBe(ends);
});
