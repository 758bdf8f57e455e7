import type { TokenClaims } from '../../identity/principal.js';
import { log } from '../../project/log.js';
import type { Endpoint, Report } from '../../provider/sdk-line.js';
import type { Environment } from '../../utils/settings.js';
import { allProviders, type Part } from '../all-providers.js';

/** The accounts of users at providers, and what becomes of ended ones. */
export interface Accounts {
  /** Whether the users of this provider have accounts: a call needs the one of its caller. */
  hasAccounts(provider: string): boolean;
  /** Gets the claims of a caller whose account at one provider has ended, before the caller is asked to sign in. */
  onEnded(claims: TokenClaims): Promise<void>;
}

/**
 * The endpoint that serves all providers of a project.
 * @throws StartError
 */
export async function oneEndpoint(
  parts: readonly Part[],
  title: string,
  report: Report,
  { env, accounts }: { env?: Environment | undefined; accounts?: Accounts | undefined },
): Promise<{ endpoint: Endpoint; leftOut: ReadonlyMap<string, string> }> {
  const { line, provider, scopes, providersOf } = allProviders(parts, title, env);
  const endpoint = { ...(await line.httpEndpoint(provider, report)), scopes };
  const { leftOut } = provider;
  if (!accounts) return { endpoint, leftOut };
  return {
    leftOut,
    endpoint: {
      ...endpoint,
      /** The name of a provider stands for an account of it. */
      async missingScopes(message, exchange, signal) {
        const { claims, userId } = exchange.principal;
        const connected = claims?.connected;
        const missing = await endpoint.missingScopes(message, exchange, signal);
        const lacking = providersOf(message, userId).filter(
          (name) =>
            accounts.hasAccounts(name) && Array.isArray(connected) && !connected.includes(name),
        );
        return [...new Set([...lacking, ...missing])];
      },
      /** Other providers go on. */
      async needsSignIn(message, { principal: { claims, userId } }) {
        const ended = claims?.ended;
        if (!claims || !Array.isArray(ended)) return false;
        if (!providersOf(message, userId).some((name) => ended.includes(name))) return false;
        await accounts
          .onEnded(claims)
          .catch((error: unknown) => log('error', 'the end of a sign-in', error));
        return true;
      },
    },
  };
}
