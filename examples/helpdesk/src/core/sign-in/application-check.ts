import { OAuthError } from '../oauth/errors.js';
import { log } from '../log.js';
import type { AuthServer, AuthServerOptions } from './loopback-server.js';
import { runLoopbackServer } from './loopback-server.js';
import type { Page } from './pages.js';
import { pageResponse } from './pages.js';

export interface ApplicationCheck {
  displayName: string;
  /** Throws OAuthError where the service does not give any. */
  getCredentials(): Promise<unknown>;
}

/** There is nobody to sign in: a page that says whether the service knows this server. */
export function runApplicationCheck(
  options: AuthServerOptions,
  { displayName, getCredentials }: ApplicationCheck,
): Promise<AuthServer> {
  async function check(): Promise<Page> {
    try {
      await getCredentials();
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      log('error', 'sign-in', error);
      return {
        status: 502,
        outcome: error.failure,
        title: `${displayName} does not know this server`,
        text: `${error.message} Check the client id and the client secret.`,
        link: { href: '/auth', label: 'Try again' },
      };
    }
    return {
      status: 200,
      outcome: 'signed-in',
      title: `${displayName} knows this server`,
      text: 'Nobody has to sign in. You can close this window.',
    };
  }

  return runLoopbackServer(options, {
    isSignedIn: async () => (await check()).outcome === 'signed-in',
    routes: {
      'GET /auth': async (request) => {
        const page = await check();
        return {
          response: pageResponse(page, request.headers.get('accept')),
          signedIn: page.outcome === 'signed-in',
        };
      },
    },
  });
}
