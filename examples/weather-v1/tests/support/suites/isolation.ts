import { generateKeyPair } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { loadProvider } from '../../../src/core/loader.js';
import { verifiedPrincipal } from '../../../src/core/principal.js';
import type { HttpOptions } from '../../../src/core/site.js';
import { tokenVerifier } from '../../../src/core/token-verifier.js';
import { providers } from '../../../src/providers/index.js';
import { startApi } from '../api-server.js';
import { bearer, LIST_TOOLS, post } from '../ask.js';
import { eras } from '../eras.js';
import type { ProviderFixture } from '../fixture.js';
import { readyCases } from '../fixture.js';
import { startIssuer } from '../issuer.js';
import { startProcess } from '../process.js';
import { connect, startServer } from '../server.js';
import { setEnvironment } from '../session.js';

/** Two principals of one server: each has credentials of its own, and neither's token goes further. */
export function testIsolation(fixture: ProviderFixture): void {
  const { provider, prefix, signIn } = fixture;
  const [row] = readyCases(fixture);

  async function start(options?: Partial<HttpOptions>) {
    const api = await startApi();
    const issuer = await startIssuer();
    const server = await startServer(provider, await tokenVerifier(issuer.issuer), options);
    for (const part of [api, issuer, server]) onTestFinished(() => part.close());
    // What the environment has is the operator's, and nobody's from elsewhere.
    setEnvironment(prefix, { BASE_URL: api.url, ...signIn?.('of-the-operator').environment });
    const audience = `http://127.0.0.1/${provider}/mcp`;
    return { api, issuer, audience, url: `${server.url}/${provider}/mcp` };
  }

  describe.skipIf(!row)(`isolation in ${provider}`, () => {
    it.each(eras)('keeps two principals apart, $era era', async ({ mode }) => {
      const { api, issuer, audience, url } = await start();
      const { apiAuth } = await loadProvider(providers, provider);
      for (const user of ['alice', 'bob']) {
        const secret = `secret-of-${user}`;
        if (signIn) {
          await apiAuth.saveCredentials(
            verifiedPrincipal(issuer.issuer, user).userId,
            signIn(secret).credentials as never,
          ); // typed by the provider
        }
        const token = await issuer.token(user, audience);
        const client = await connect(url, mode, token);
        onTestFinished(() => client.close());
        api.answer({ body: row?.answer });
        const result = await client.callTool({ name: row?.tool ?? '', arguments: row?.args });
        expect(result.isError).not.toBe(true);
        const seen = api.requests.at(-1);
        expect(seen).toMatchObject(signIn?.(secret).sent ?? {});
        expect(JSON.stringify(seen)).not.toContain(token);
      }
    });

    it('turns away callers without a valid token', async () => {
      const { issuer, audience, url } = await start();
      const stranger = await startIssuer();
      onTestFinished(() => stranger.close());
      const good = await issuer.token('alice', audience);
      const { privateKey } = await generateKeyPair('ES256');
      const tokens = {
        missing: undefined,
        garbage: 'garbage',
        unsigned: unsigned(good),
        forged: await issuer.token('alice', audience, { signedWith: privateKey }),
        expired: await issuer.token('alice', audience, { expires: '-1m' }),
        'for another endpoint': await issuer.token('alice', `${audience}/other`),
        'of another issuer': await stranger.token('alice', audience),
      };
      for (const [kind, token] of Object.entries(tokens)) {
        const { status, headers } = await post(url, LIST_TOOLS, bearer(token));
        expect(status, kind).toBe(401);
        expect(headers['www-authenticate'], kind).toContain('resource_metadata=');
      }
      expect((await post(url, LIST_TOOLS, bearer(good))).status).toBe(200);
    });

    it('asks for the scopes it needs', async () => {
      const { issuer, audience, url } = await start({ requiredScopes: ['mcp:use'] });
      const narrow = await issuer.token('alice', audience, { scope: 'profile' });
      const { status, headers } = await post(url, LIST_TOOLS, bearer(narrow));
      expect(status).toBe(403);
      expect(headers['www-authenticate']).toMatch(/insufficient_scope.*mcp:use/);
      const wide = await issuer.token('alice', audience, { scope: 'profile mcp:use' });
      expect((await post(url, LIST_TOOLS, bearer(wide))).status).toBe(200);
    });

    it.each([
      { keys: 'cannot be fetched', status: 503, text: '' },
      { keys: 'are not keys', status: 200, text: '{"keys":"soon"}' },
    ])('blames no token where the keys $keys', async ({ status, text }) => {
      const { issuer, audience, url } = await start();
      issuer.replace('/jwks', status, text);
      const token = await issuer.token('alice', audience);
      expect((await post(url, LIST_TOOLS, bearer(token))).status).toBe(500);
    });

    it('finds the issuer by either of its documents', async () => {
      const issuer = await startIssuer();
      onTestFinished(() => issuer.close());
      issuer.replace('/.well-known/oauth-authorization-server', 200, '<html>Welcome</html>');
      const { metadata } = await tokenVerifier(issuer.issuer);
      expect(metadata.issuer).toBe(issuer.issuer);
    });

    it.skipIf(!signIn)('serves the local user that it was started for', async () => {
      const api = await startApi();
      onTestFinished(() => api.close());
      const { apiAuth } = await loadProvider(providers, provider);
      const credentials = signIn?.('secret-of-dana').credentials;
      await apiAuth.saveCredentials('dana', credentials as never); // typed by the provider
      const args = ['--provider', provider, '--user', 'dana'];
      const url = await startProcess(args, { [`${prefix}_BASE_URL`]: api.url }).url;
      const client = await connect(`${url}/${provider}/mcp`, 'auto');
      onTestFinished(() => client.close());
      api.answer({ body: row?.answer });
      await client.callTool({ name: row?.tool ?? '', arguments: row?.args });
      expect(api.requests).toMatchObject([signIn?.('secret-of-dana').sent]);
    });
  });
}

/** The same claims under `alg: none` (RFC 7519 section 6). */
function unsigned(token: string): string {
  const header = Buffer.from('{"alg":"none"}').toString('base64url');
  return `${header}.${token.split('.')[1]}.`;
}
