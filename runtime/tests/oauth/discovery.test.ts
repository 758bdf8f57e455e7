import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { oauthClient } from '../../src/oauth/client.js';
import { listen } from '../listen.js';

const RFC8414 = '/.well-known/oauth-authorization-server';
const OPENID = '/.well-known/openid-configuration';

/** A server with these documents; `own` in them is its own address. */
async function serverWith(documents: Record<string, unknown>) {
  const origin = await listen(({ url = '' }, response) => {
    const document = documents[url];
    response.writeHead(document === undefined ? 404 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(document ?? {}).replaceAll('own', origin));
  });
  vi.stubEnv('CHAT_ISSUER', origin);
  vi.stubEnv('CHAT_CLIENT_ID', 'id');
  onTestFinished(() => void vi.unstubAllEnvs());
  const client = oauthClient('chat', { clientAuthentication: 'none' });
  const begin = () => client.begin('http://127.0.0.1:1/auth/callback');
  return { begin, origin };
}

const complete = {
  issuer: 'own',
  authorization_endpoint: 'own/authorize',
  token_endpoint: 'own/token',
};

describe('discovery', () => {
  it.each([RFC8414, OPENID])('finds the endpoints at %s', async (document) => {
    const { begin, origin } = await serverWith({ [document]: complete });
    expect((await begin()).url.href).toMatch(`${origin}/authorize?`);
  });

  it.each([
    ['another issuer', { [RFC8414]: { ...complete, issuer: 'https://evil.example' } }],
    [
      'another issuer, and the right one in the older place',
      { [RFC8414]: { ...complete, issuer: 'https://evil.example' }, [OPENID]: complete },
    ],
    [
      'an address that is not safe',
      { [RFC8414]: { ...complete, authorization_endpoint: 'http://service.example/authorize' } },
    ],
    ['nothing', {}],
  ])('refuses a document that names %s', async (_what, documents) => {
    const { begin } = await serverWith(documents);
    await expect(begin()).rejects.toMatchObject({ name: 'OAuthError' });
  });

  it.each([
    { token_endpoint: 'https://10.0.0.1/token' },
    { registration_endpoint: 'https://169.254.169.254/register' },
    { revocation_endpoint: 'http://127.0.0.1:6379/revoke' },
    { authorization_endpoint: 'http://localhost:8080/authorize' },
  ])('refuses private endpoints of a public issuer: %j', async (endpoints) => {
    vi.stubEnv('CHAT_CLIENT_ID', 'id');
    onTestFinished(() => void vi.unstubAllEnvs());
    const issuer = 'https://endpoints.example';
    const document = JSON.stringify({ ...complete, ...endpoints }).replaceAll('own', issuer);
    const fetch = async () =>
      new Response(document, { headers: { 'content-type': 'application/json' } });
    const client = oauthClient('chat', { issuer, clientAuthentication: 'none', fetch });
    await expect(client.begin('http://127.0.0.1:1/auth/callback')).rejects.toThrow(
      'of the authorization server is not public',
    );
  });
});
