import type { AuthServer, AuthServerOptions } from '../../core/sign-in/loopback-server.js';
import { runSecretForm } from '../../core/sign-in/secret-form.js';
import { Credentials, getCredentials, saveCredentials } from './api/auth.js';

/** Behind `--local-auth`: a page on this machine that takes the key and stores it for this user. */
export function runAuthServer(options: AuthServerOptions): Promise<AuthServer> {
  const { userId } = options;
  return runSecretForm(options, {
    displayName: 'Tickets',
    fields: [{ name: 'apiKey', label: 'API key', secret: true }],
    shape: Credentials,
    isSignedIn: async () => (await getCredentials(userId)) !== null,
    save: (credentials) => saveCredentials(userId, credentials),
  });
}
