import type { AuthServer, AuthServerOptions } from '../../core/sign-in/loopback-server.js';
import { runLoopbackServer } from '../../core/sign-in/loopback-server.js';
import { pageResponse } from '../../core/sign-in/pages.js';

/** Behind `--local-auth`: says that the API is open. */
export function runAuthServer(options: AuthServerOptions): Promise<AuthServer> {
  const page = {
    status: 200,
    outcome: 'signed-in',
    title: 'Weather',
    text: 'This API is open: there is nothing to sign in to. You can close this window.',
  };
  return runLoopbackServer(options, {
    isSignedIn: async () => true,
    routes: {
      'GET /auth': async (request) => ({
        response: pageResponse(page, request.headers.get('accept')),
        signedIn: true,
      }),
    },
  });
}
