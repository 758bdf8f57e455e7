import { SignJWT, UnsecuredJWT } from 'jose';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { jwt } from '../../src/identity/jwt.js';
import { TokenError } from '../../src/identity/principal.js';
import { verifierOf } from '../../src/identity/token-settings.js';
import { verifiedCaller } from '../../src/serving/http/verified-caller.js';
import { startIssuer, type TokenDetails } from '../issuer.js';

const endpoint = new URL('https://mcp.example.com/chat/mcp');
const now = () => Math.floor(Date.now() / 1000);

async function issuer(alg?: string) {
  const started = await startIssuer(alg);
  onTestFinished(() => started.close());
  const requests = () => started.asked.filter((path) => path === '/jwks').length;
  return { ...started, requests, verifier: jwt({ issuer: started.issuer }) };
}

describe('a token', () => {
  const accepted: [string, () => TokenDetails][] = [
    ['of type JWT', () => ({ typ: 'JWT' })],
    ['of type application/at+jwt', () => ({ typ: 'application/at+jwt' })],
    ['of a clock 20 s ahead', () => ({ notBefore: now() + 20 })],
    ['that expired 20 s ago', () => ({ expires: '-20s' })],
  ];
  it.each(accepted)('%s is accepted', async (_what, details) => {
    const { verifier, token } = await issuer();
    const { principal } = await verifiedCaller(
      verifier,
      await token('ada', endpoint.href, details()),
      endpoint,
    );
    expect(principal.userId).toMatch(/\|ada$/);
  });

  it.each(['RS384', 'PS512', 'ES384', 'ES512', 'EdDSA', 'Ed25519'])(
    'signed with %s is accepted',
    async (alg) => {
      const { verifier, token } = await issuer(alg);
      const claims = await verifier.verify(await token('ada', endpoint.href), endpoint);
      expect(claims.sub).toBe('ada');
    },
  );

  const rejected: [string, () => TokenDetails][] = [
    ['of type logout+jwt', () => ({ typ: 'logout+jwt' })],
    ['of type dpop+jwt', () => ({ typ: 'dpop+jwt' })],
    ['that is not valid yet', () => ({ notBefore: now() + 120 })],
    ['that expired 2 minutes ago', () => ({ expires: '-120s' })],
    ['with an unknown key id', () => ({ kid: 'other' })],
  ];
  it.each(rejected)('%s is rejected', async (_what, details) => {
    const { verifier, token } = await issuer();
    const pending = verifier.verify(await token('ada', endpoint.href, details()), endpoint);
    await expect(pending).rejects.toBeInstanceOf(TokenError);
  });
});

describe('keys of the issuer', () => {
  it('are fetched once for many tokens with unknown key ids', async () => {
    const { verifier, token, requests } = await issuer();
    for (let count = 0; count < 20; count++) {
      const forged = await token('ada', endpoint.href, { kid: `forged-${count}` });
      await expect(verifier.verify(forged, endpoint)).rejects.toBeInstanceOf(TokenError);
    }
    expect(requests()).toBe(1);
  });

  it.each([
    { what: 'status 500', status: 500, text: '' },
    { what: 'a page', status: 200, text: '<html>' },
    { what: 'another document', status: 200, text: '{"keys":"none"}' },
  ])('that are $what are an outage, and the issuer is not asked each time', async (fault) => {
    const { verifier, token, replace, requests } = await issuer();
    replace('/jwks', fault.status, fault.text);
    for (let count = 0; count < 5; count++) {
      const pending = verifier.verify(await token('ada', endpoint.href), endpoint);
      await expect(pending).rejects.toMatchObject({ name: 'KeysUnavailableError' });
    }
    expect(requests()).toBe(1);
  });

  it('verify tokens also while the issuer is down', async () => {
    const { verifier, token, replace } = await issuer();
    const valid = await token('ada', endpoint.href);
    await verifier.verify(valid, endpoint);
    replace('/jwks', 500);
    vi.useFakeTimers({ now: Date.now() + 11 * 60_000, toFake: ['Date'] });
    onTestFinished(() => void vi.useRealTimers());
    const later = await token('ada', endpoint.href);
    expect((await verifier.verify(later, endpoint)).sub).toBe('ada');
    const { now } = performance;
    vi.spyOn(performance, 'now').mockImplementation(() => now.call(performance) + 60_000); // the pause between requests for an unknown key has passed
    onTestFinished(() => void vi.restoreAllMocks());
    const rotated = await token('ada', endpoint.href, { kid: 'new' });
    await expect(verifier.verify(rotated, endpoint)).rejects.toMatchObject({
      name: 'KeysUnavailableError',
    });
  });
});

describe('without metadata of the issuer', () => {
  const SECRET = 'a secret of this application: 32 bytes';
  const signed = (secret: string, alg = 'HS256') =>
    new SignJWT({ sub: 'ada' })
      .setProtectedHeader({ alg })
      .setIssuer('https://app.example.com')
      .setAudience(endpoint.href)
      .setExpirationTime('5m')
      .sign(new TextEncoder().encode(secret));
  const withSecret = () => jwt({ issuer: 'https://app.example.com', secret: SECRET });

  it('a secret that the application shares verifies its tokens', async () => {
    const { principal } = await verifiedCaller(withSecret(), await signed(SECRET), endpoint);
    expect(principal.userId).toBe('https://app.example.com|ada');
  });

  it.each([
    ['signed with another secret', () => signed('another secret, just as long as that')],
    ['of another algorithm', () => signed(SECRET, 'HS512')],
    ['that is not signed', async () => new UnsecuredJWT({ sub: 'ada' }).encode()],
  ])('a token %s is rejected', async (_what, token) => {
    const verifier = withSecret();
    await expect(verifier.verify(await token(), endpoint)).rejects.toBeInstanceOf(TokenError);
  });

  it('keys are fetched from jwksUrl, and none of them is a shared secret', async () => {
    const { issuer: url, token, asked } = await issuer();
    asked.length = 0;
    const verifier = jwt({ issuer: url, jwksUrl: `${url}/jwks` });
    await verifiedCaller(verifier, await token('ada', endpoint.href), endpoint);
    expect(asked).toEqual(['/jwks']);
    await expect(verifier.verify(await signed(SECRET), endpoint)).rejects.toBeInstanceOf(
      TokenError,
    );
  });
});

describe('several issuers', () => {
  it('each verify their own tokens, and no others', async () => {
    const [one, other, third] = [await issuer(), await issuer(), await issuer()];
    const verifier = jwt({ issuer: [one.issuer, other.issuer] });
    const callerOf = async (token: Promise<string>) =>
      (await verifiedCaller(verifier, await token, endpoint)).principal.userId;
    expect(await callerOf(one.token('ada', endpoint.href))).toBe(`${one.issuer}|ada`);
    expect(await callerOf(other.token('ada', endpoint.href))).toBe(`${other.issuer}|ada`);
    await expect(callerOf(third.token('ada', endpoint.href))).rejects.toThrow('another issuer');
    await expect(callerOf(Promise.resolve('opaque'))).rejects.toThrow('another issuer');
    const { payload, header, signature } = split(await third.token('ada', endpoint.href));
    const claims = { ...(JSON.parse(payload) as object), iss: one.issuer };
    const forged = [header, encoded(claims), signature].join('.');
    await expect(callerOf(Promise.resolve(forged))).rejects.toThrow('not valid');
  });
});

function split(token: string) {
  const [header = '', payload = '', signature = ''] = token.split('.');
  return { header, payload: Buffer.from(payload, 'base64url').toString(), signature };
}

const encoded = (claims: object) => Buffer.from(JSON.stringify(claims)).toString('base64url');

describe('at start', () => {
  const start = async (url: string, environment: NodeJS.ProcessEnv = {}) => {
    const verifier = await verifierOf(undefined, { MCP_ISSUER: url, ...environment });
    await verifier?.start?.();
  };

  it.each([
    [{ MCP_JWT_SECRET: 'short' }, 'MCP_JWT_SECRET must have at least 32 bytes'],
    [{ MCP_JWT_SECRET: `-----BEGIN PUBLIC KEY-----${'x'.repeat(32)}` }, 'is a public key'],
    [{ MCP_JWT_SECRET: 'x'.repeat(32), MCP_JWKS_URL: 'https://a.example.com' }, 'not both'],
    [{ MCP_JWKS_URL: 'http://keys.example.com' }, 'MCP_JWKS_URL must be an https URL'],
    [{ MCP_USER_CLAIM: 'email' }, 'MCP_USER_CLAIM: "email" can pass to another person'],
    [{ MCP_PROXY_PEERS: '10.0.0.1' }, 'MCP_PROXY_PEERS and MCP_PROXY_USER_HEADER'],
    [{ MCP_ISSUER: 'https://a.dev https://b.dev', MCP_JWT_SECRET: 'x'.repeat(32) }, 'several'],
  ])('%j is refused', async (environment, says) => {
    await expect(start('https://app.example.com', environment)).rejects.toThrow(says);
  });

  it.each([
    [{ issuer: [] }, 'jwt: "issuer" is empty'],
    [{ issuer: 'http://a.dev' }, 'jwt: "issuer" must be an https URL'],
    [{ issuer: 'https://a.dev', secret: 'short' }, 'jwt: "secret" must have at least 32 bytes'],
    [{ issuer: 'https://a.dev', userClaim: 'email' }, 'jwt: "userClaim": "email" can pass'],
  ])('%j is refused', (options, says) => {
    expect(() => jwt(options)).toThrow(says);
  });

  it('an issuer must have an https URL', async () => {
    await expect(start('http://issuer.example.com')).rejects.toThrow(
      'MCP_ISSUER must be an https URL',
    );
  });

  it('an issuer out of reach is named', async () => {
    const { issuer: url, close } = await startIssuer();
    await close();
    await expect(start(url)).rejects.toThrow(`MCP_ISSUER: ${url} cannot be reached.`);
  });

  it('metadata of another issuer is refused', async () => {
    const { issuer: url, replace } = await issuer();
    const metadata = {
      issuer: 'https://other.example.com',
      authorization_endpoint: 'https://other.example.com/authorize',
      token_endpoint: 'https://other.example.com/token',
      jwks_uri: 'https://other.example.com/jwks',
    };
    replace('/.well-known/oauth-authorization-server', 200, JSON.stringify(metadata));
    await expect(start(url)).rejects.toThrow('is of "https://other.example.com"');
  });
});
