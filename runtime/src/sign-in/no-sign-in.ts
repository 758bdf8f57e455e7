import type { AuthServer, AuthServerOptions } from './loopback-server.js';

const NO_SIGN_IN_PAGE = {
  status: 200,
  outcome: 'signed-in',
  title: 'No sign-in required',
  text: 'This API does not require sign-in. You can close this window.',
};

/**
 * Creates `runAuthServer` for providers whose users do not sign in: it serves a page with that message.
 * @example export const runAuthServer = noSignIn();
 */
export const noSignIn =
  () =>
  async (options: AuthServerOptions): Promise<AuthServer> => {
    // The modules are loaded here, because servers without sign-in start without them.
    const [{ runLoopbackServer }, { pageResponse }] = await Promise.all([
      import('./loopback-server.js'),
      import('./pages.js'),
    ]);
    return runLoopbackServer(options, {
      isSignedIn: async () => true,
      routes: {
        'GET /auth': async ({ request }) => ({
          response: pageResponse(NO_SIGN_IN_PAGE, request.headers.get('accept')),
          ends: 'signed-in',
        }),
      },
    });
  };
