import type { ApiAuth } from '../api/api-auth.js';
import type { UserId } from '../identity/principal.js';
import type { AuthServer, AuthServerOptions } from '../sign-in/loopback-server.js';
import { noSignIn } from '../sign-in/no-sign-in.js';

/** Empty credentials of an API without authentication. */
export type NoCredentials = Record<string, never>;

/** The authentication of an API that is open. */
export interface NoAuth extends ApiAuth<NoCredentials> {
  /** Does nothing, because there are no credentials. */
  readonly saveCredentials: (userId: UserId, credentials: NoCredentials) => Promise<void>;
  /** Serves a page with the message that no sign-in is required. */
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
