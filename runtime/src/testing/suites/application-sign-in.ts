import { expect, it } from 'vitest';
import { configOf } from '../../project/config.js';
import type { Session } from '../callers/clients.js';
import { lastResponse, textOf } from '../callers/session.js';
import { startAuthorizationServer } from '../fakes/authorization-server.js';
import { setEnvironment } from '../server/environment.js';
import { failRequests, loadTestedProvider, localUser, startAuthServer } from '../server/project.js';
import { type OAuthFixture, useAuthorizationServer } from '../sign-ins/oauth.js';
import { signInsOf } from '../tested-provider.js';

/** The server gets a token for itself, at a real authorization server. */
export function testApplicationSignIn(subject: OAuthFixture, session: () => Session): void {
  const { provider, prefix, service, cases } = subject;
  const row = cases.find((candidate) => signInsOf(candidate)[0] !== 'none');
  useAuthorizationServer(subject, startAuthorizationServer);

  const current = async () => {
    const { apiAuth } = await loadTestedProvider(provider);
    return (await apiAuth.getCredentials(localUser('anybody'))) as { accessToken: string } | null; // of this auth style
  };
  async function forget() {
    const { apiAuth } = await loadTestedProvider(provider);
    await apiAuth.saveCredentials(localUser('anybody'), {
      accessToken: 'old',
      expiresAt: 0,
    } as never); // typed by the provider
  }

  if (row)
    it('lets tools call the API with the token of this server', async () => {
      const { clients, api } = session();
      await forget();
      api.answer(lastResponse(row));
      const result = await clients.auto.callTool({
        name: row.name,
        arguments: row.arguments,
      });
      expect(result.isError, textOf(result)).not.toBe(true);
      const { accessToken } = (await current()) ?? {};
      expect(api.requests).toMatchObject([{ headers: { authorization: `Bearer ${accessToken}` } }]);
    });

  if (service.tokenUrl)
    it('asks the token endpoint of the service', async () => {
      await forget();
      setEnvironment(prefix, { ISSUER: '' });
      const requestedUrls = failRequests();
      await expect(current()).rejects.toThrow();
      expect(requestedUrls[0]).toBe(service.tokenUrl);
    });

  if (service.scopes)
    it('requests the scopes that the test states', () =>
      expect(
        (configOf(provider).scopes ?? []).toSorted(),
        'The test states other scopes. Change "scopes" in provider-config.yaml, or "signIn" of the test',
      ).toEqual(service.scopes?.toSorted()));

  it('shows on a page that the service knows this server, and ends', async () => {
    const server = await startAuthServer(provider, localUser());
    expect((await fetch(server.url)).status).toBe(200);
    expect(await server.done).toBe('signed-in');
  });
}
