import { expect, it } from 'vitest';
import { TokenError } from '../../src/identity/principal.js';
import { verifiedCaller } from '../../src/serving/http/verified-caller.js';

const issuer = 'https://issuer.example.com';
const audience = new URL('https://mcp.example.com/chat/mcp');
const metadata = {
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  response_types_supported: ['code'],
};
const now = Math.floor(Date.now() / 1000);
const good = { sub: 'ann', aud: audience.href, exp: now + 60 };

/** The caller of a verifier that leaves all checks out. */
const callerOf = (claims: object) =>
  verifiedCaller({ metadata, verify: async () => ({ ...claims }) }, 'token', audience);

it.each([
  { what: 'one audience', claims: good, scopes: [] },
  { what: 'several audiences', claims: { ...good, aud: ['x', audience.href] }, scopes: [] },
  { what: 'scopes in a text', claims: { ...good, active: true, scope: 'a b' }, scopes: ['a', 'b'] },
  { what: 'scopes in a list', claims: { ...good, iss: issuer, scp: ['a'] }, scopes: ['a'] },
])('accepts claims with $what', async ({ claims, scopes }) => {
  expect(await callerOf(claims)).toEqual({
    principal: { userId: `${issuer}|ann`, scopes, claims },
    clientId: 'ann',
    scopes,
    expiresAt: good.exp,
  });
});

it('accepts both forms of a URL without a path (RFC 3986 section 6.2.3)', async () => {
  const root = new URL('https://mcp.example.com');
  for (const aud of ['https://mcp.example.com', 'https://mcp.example.com/'])
    expect(
      await verifiedCaller({ metadata, verify: async () => ({ ...good, aud }) }, 'token', root),
    ).toMatchObject({ clientId: 'ann' });
});

it.each<{ what: string; claims: object; says: string }>([
  { what: 'are not active', claims: { active: false }, says: 'not active' },
  {
    what: 'have no audience',
    claims: { ...good, aud: undefined },
    says: 'lacks a valid claim: aud',
  },
  {
    what: 'are for another server',
    claims: { ...good, aud: `${audience.href}s` },
    says: 'another server',
  },
  { what: 'do not end', claims: { ...good, exp: undefined }, says: 'lacks a valid claim: exp' },
  { what: 'have ended', claims: { ...good, exp: now - 60 }, says: 'expired' },
  { what: 'begin later', claims: { ...good, nbf: now + 60 }, says: 'not valid yet' },
  {
    what: 'are of another issuer',
    claims: { ...good, iss: 'https://other' },
    says: 'another issuer',
  },
  { what: 'have no subject', claims: { ...good, sub: '' }, says: 'lacks a valid claim: sub' },
  // In UTF-8, it would be that of another user.
  {
    what: 'have half a surrogate pair',
    claims: { ...good, sub: 'ada\ud800' },
    says: 'well-formed',
  },
  {
    what: 'are a principal that the verifier made',
    claims: { principal: { userId: 'local' }, clientId: 'x', scopes: [], expiresAt: now + 60 },
    says: 'lacks a valid claim: sub, aud, exp',
  },
])('rejects claims that $what', async ({ claims, says }) => {
  const error: unknown = await callerOf(claims).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(TokenError);
  expect(String(error)).toContain(says);
});

it.each([
  { settings: { audience: 'api://tools' }, claims: { ...good, aud: 'api://tools' }, user: 'ann' },
  { settings: { userClaim: 'oid' }, claims: { ...good, sub: undefined, oid: '7' }, user: '7' },
  { settings: { userClaim: 'id' }, claims: { ...good, sub: undefined, id: 7 }, user: '7' },
])('with $settings, the user is $user', async ({ settings, claims, user }) => {
  const verifier = { metadata, ...settings, verify: async () => claims };
  const { principal } = await verifiedCaller(verifier, 'token', audience);
  expect(principal.userId).toBe(`${issuer}|${user}`);
  const others = { ...verifier, verify: async () => good };
  await expect(verifiedCaller(others, 'token', audience)).rejects.toThrow(TokenError);
});

it('does not wait for a verifier that does not answer: that is an outage', async () => {
  const never = { metadata, verify: () => new Promise<never>(() => {}) };
  const error: unknown = await verifiedCaller(never, 'token', audience, 20).catch(
    (reason: unknown) => reason,
  );
  expect(error).not.toBeInstanceOf(TokenError);
  expect(String(error)).toContain('did not answer within 0.02 s');
});
