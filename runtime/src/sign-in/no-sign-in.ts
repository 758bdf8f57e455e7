import type { AuthServer, AuthServerOptions } from './loopback-server.js';

/**
 * `runAuthServer` where users do not sign in: a page that says so.
 * @example export const runAuthServer = noSignIn();
 */
export const noSignIn =
  () =>
  async (options: AuthServerOptions): Promise<AuthServer> => {
    // Servers that sign nobody in start without them.
    const [{ runLoopbackServer }, { pageResponse }] = await Promise.all([
      import('./loopback-server.js'),
      import('./pages.js'),
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
