import { runApplicationCheck } from '../../core/sign-in/application-check.js';
import type { AuthServer, AuthServerOptions } from '../../core/sign-in/loopback-server.js';
import { getCredentials } from './api/auth.js';

/** Behind `--local-auth`: nobody signs in, but the service has to know this server. */
export function runAuthServer(options: AuthServerOptions): Promise<AuthServer> {
  return runApplicationCheck(options, {
    displayName: 'Reports',
    getCredentials: () => getCredentials(options.userId),
  });
}
