import { accountLinkPages } from '../../core/account-link/pages.js';
import type { AuthServer, AuthServerOptions } from '../../core/sign-in/loopback-server.js';
import { runOAuthSignIn } from '../../core/sign-in/oauth-sign-in.js';
import type { PageHandler } from '../../core/site.js';
import { client, getCredentials, saveCredentials, signOut } from './api/auth.js';
import { PROVIDER_NAME } from './mcp-instance.js';

/** Behind `--local-auth`: sends the browser to the service and stores what it brings back for this user. */
export function runAuthServer(options: AuthServerOptions): Promise<AuthServer> {
  const { userId } = options;
  return runOAuthSignIn(options, {
    provider: PROVIDER_NAME,
    displayName: 'Acme Chat',
    client,
    isSignedIn: async () => (await getCredentials(userId)) !== null,
    save: (credentials) => saveCredentials(userId, credentials),
  });
}

/** Of the HTTP server: there its users connect their accounts. */
export function createPages(): PageHandler[] {
  return accountLinkPages({
    provider: PROVIDER_NAME,
    displayName: 'Acme Chat',
    client,
    save: saveCredentials,
    signOut,
  });
}
