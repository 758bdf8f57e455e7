import { describe, expect, it, onTestFinished } from 'vitest';
import { loadProvider } from '../../../src/core/loader.js';
import { verifiedPrincipal } from '../../../src/core/principal.js';
import { tokenVerifier } from '../../../src/core/token-verifier.js';
import { providers } from '../../../src/providers/index.js';
import { startApi } from '../api-server.js';
import { eras } from '../eras.js';
import type { ProviderFixture } from '../fixture.js';
import { readyCases } from '../fixture.js';
import { startIssuer } from '../issuer.js';
import { connect, startServer } from '../server.js';
import { setEnvironment } from '../session.js';

/** Two principals of one server: each has credentials of its own, and neither's token goes further. */
export function testIsolation(fixture: ProviderFixture): void {
  const { provider, prefix, signIn } = fixture;
  const [row] = readyCases(fixture);

  async function start() {
    const api = await startApi();
    const issuer = await startIssuer();
    const server = await startServer(provider, await tokenVerifier(issuer.issuer));
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
      const tokens = {
        missing: undefined,
        garbage: 'garbage',
        expired: await issuer.token('alice', audience, '-1m'),
        'for another endpoint': await issuer.token('alice', `${audience}/other`),
        'of another issuer': await stranger.token('alice', audience),
      };
      for (const [kind, token] of Object.entries(tokens)) {
        const headers = {
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
          ...(token !== undefined && { authorization: `Bearer ${token}` }),
        };
        const body = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' });
        const response = await fetch(url, { method: 'POST', headers, body });
        expect(response.status, kind).toBe(401);
        expect(response.headers.get('www-authenticate'), kind).toContain('resource_metadata=');
      }
    });
  });
}
