import type { ApiAuth } from '../api/api-auth.js';
import { configOf } from '../project/config.js';
import { log } from '../project/log.js';
import {
  type AuthServer,
  type AuthServerOptions,
  runLoopbackServer,
} from '../sign-in/loopback-server.js';
import { type BrowserPage, pageResponse } from '../sign-in/pages.js';
import type { Credentials } from './credentials.js';
import { OAuthError } from './errors.js';

/**
 * Creates `runAuthServer` for client credentials: no user signs in, so a local page shows whether
 * the service accepts this server.
 * @example export const runAuthServer = connectionCheck(auth);
 */
export const connectionCheck =
  ({
    provider,
    getCredentials,
  }: Pick<ApiAuth<Credentials>, 'getCredentials'> & { provider: string }) =>
  (options: AuthServerOptions): Promise<AuthServer> => {
    const check = async (start?: string): Promise<BrowserPage> => {
      const { name } = configOf(provider);
      try {
        await getCredentials(options.userId);
      } catch (error) {
        if (!(error instanceof OAuthError)) throw error;
        log('error', 'sign-in', error, { provider });
        return rejectedPage(name, error, start);
      }
      return acceptedPage(name);
    };

    return runLoopbackServer(options, {
      isSignedIn: async () => (await check()).outcome === 'signed-in',
      routes: {
        'GET /auth': async ({ request, start }) => {
          const page = await check(start);
          return {
            response: pageResponse(page, request.headers.get('accept')),
            ...(page.outcome === 'signed-in' && { ends: page.outcome }),
          };
        },
      },
    });
  };

const acceptedPage = (name: string): BrowserPage => ({
  status: 200,
  outcome: 'signed-in',
  title: `${name} accepts this server`,
  text: 'Users do not sign in: the server uses its own credentials. You can close this window.',
});

const rejectedPage = (
  name: string,
  { failure, message }: OAuthError,
  start?: string,
): BrowserPage => ({
  status: 502,
  outcome: failure,
  title: `${name} does not accept this server`,
  text: `${message} Check the client ID and the client secret.`,
  ...(start && { link: { href: start, label: 'Try again' } }),
});
