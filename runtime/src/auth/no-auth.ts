import type { ApiAuth } from '../api/client.js';
import type { AuthServer, AuthServerOptions } from '../sign-in/loopback-server.js';
import type { UserId } from '../identity/principal.js';

/** The API does not ask for credentials. */
export type NoCredentials = Record<string, never>;

export interface NoAuth extends ApiAuth<NoCredentials> {
  /** Does nothing: there are no credentials. */
  readonly saveCredentials: (userId: UserId, credentials: NoCredentials) => Promise<void>;
  /** A page that says that no sign-in is required. */
  readonly runAuthServer: (options: AuthServerOptions) => Promise<AuthServer>;
}

/**
 * For APIs that do not authenticate requests.
 * @example export const auth = noAuth();
 */
export const noAuth = (): NoAuth => ({
  getCredentials: async () => ({}),
  saveCredentials: async () => {},
  authorize: () => {},
  runAuthServer: noSignIn(),
});

/**
 * `runAuthServer` of such an API: a page that says so.
 * @example export const runAuthServer = noSignIn();
 */
export const noSignIn =
  () =>
  async (options: AuthServerOptions): Promise<AuthServer> => {
    // Servers that sign nobody in start without them.
    const [{ runLoopbackServer }, { pageResponse }] = await Promise.all([
      import('../sign-in/loopback-server.js'),
      import('../sign-in/pages.js'),
    ]);
    return runLoopbackServer(options, {
      isSignedIn: async () => true,
      routes: {
        'GET /auth': async ({ request }) => ({
          response: pageResponse(PAGE, request.headers.get('accept')),
          ends: 'signed-in',
        }),
      },
    });
  };

const PAGE = {
  status: 200,
  outcome: 'signed-in',
  title: 'No sign-in required',
  text: 'This API does not require sign-in. You can close this window.',
};
