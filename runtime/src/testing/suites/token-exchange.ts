import { beforeAll, expect, it, vi } from 'vitest';
import type { TokenExchangeSettings } from '../../oauth/token-exchange-auth.js';
import { secretOf, tokenOf } from '../callers/callers.js';
import { SECRET } from '../callers/session.js';
import { startAuthorizationServer } from '../fakes/authorization-server.js';
import { setEnvironment } from '../server/environment.js';
import { failRequests, loadTestedProvider, localUser } from '../server/project.js';
import { type Service, useAuthorizationServer } from '../sign-ins/oauth.js';
import type { TestedProvider } from '../tested-provider.js';

/** The service's authorization server, and what it is told of the API. */
export type TokenExchangeService = Service &
  Pick<TokenExchangeSettings, 'audience' | 'resource' | 'grant'>;

type ExchangeFixture = TestedProvider & { service: TokenExchangeService };

const LOCAL_TOKEN = 'token-of-the-local-user';

/** The tokens that the API receives, by the callers' tokens that can be exchanged. */
const EXCHANGED: Readonly<Record<string, string>> = {
  [tokenOf('alice')]: secretOf('alice'),
  [tokenOf('bob')]: secretOf('bob'),
  [LOCAL_TOKEN]: SECRET,
};

/** A real authorization server, which exchanges the tokens of the callers of the tests. */
export function useTokenExchange(subject: ExchangeFixture): void {
  const { prefix, service } = subject;
  useAuthorizationServer(subject, (options) =>
    startAuthorizationServer({ ...options, exchange: (form) => exchange(form, service) }),
  );
  beforeAll(() => void vi.stubEnv(`${prefix}_SUBJECT_TOKEN`, LOCAL_TOKEN));
}

function exchange(form: URLSearchParams, service: TokenExchangeService): string | undefined {
  const { audience = null, resource = null, grant = 'token-exchange' } = service;
  const isForTheApi = form.get('audience') === audience && form.get('resource') === resource;
  const subject = form.get(grant === 'token-exchange' ? 'subject_token' : 'assertion');
  return isForTheApi && subject !== null ? EXCHANGED[subject] : undefined;
}

/** The token endpoint of the service: the one that the provider uses. */
export function testTokenExchange({ provider, prefix, service }: ExchangeFixture): void {
  if (service.tokenUrl)
    it('asks the token endpoint of the service', async () => {
      setEnvironment(prefix, { ISSUER: '', SUBJECT_TOKEN: 'another-token' });
      const requestedUrls = failRequests();
      const { apiAuth } = await loadTestedProvider(provider);
      await expect(apiAuth.getCredentials(localUser())).rejects.toThrow('Try again later');
      expect(requestedUrls).toEqual([service.tokenUrl]);
    });
}
