import type { TokenClaims } from '../../identity/principal.js';
import { log } from '../../project/log.js';
import type { Endpoint, Report } from '../../provider/sdk-line.js';
import { allProviders, type ProviderEntry } from '../all-providers.js';

/** The accounts of users at providers, and what happens when one has ended. */
export interface ConnectedAccounts {
  /** Returns whether the users of this provider have accounts: a call needs the one of its caller. */
  hasAccounts(provider: string): boolean;
  /** Gets the claims of a caller whose account at one provider has ended, before the caller is asked to sign in. */
  onEnded(claims: TokenClaims): Promise<void>;
}

/** Returns the endpoint that serves all providers of a project. @throws StartError */
export async function oneEndpoint(
  parts: readonly ProviderEntry[],
  title: string,
  report: Report,
  { accounts }: { accounts?: ConnectedAccounts | undefined },
): Promise<{ endpoint: Endpoint; leftOut: ReadonlyMap<string, string> }> {
  const { line, provider, providersOf, ...scopes } = allProviders(parts, title);
  const endpoint = { ...(await line.httpEndpoint(provider, report)), ...scopes };
  const { leftOut } = provider;
  if (!accounts) return { endpoint, leftOut };
  return {
    leftOut,
    endpoint: {
      ...endpoint,
      /** Adds the names of providers: a client requests the account of a provider as a scope. */
      async missingScopes(message, exchange, signal) {
        const { claims } = exchange.principal;
        const connectedProviders = claims?.connected;
        const missing = await endpoint.missingScopes(message, exchange, signal);
        const missingAccounts = providersOf(message, exchange).filter(
          (name) =>
            accounts.hasAccounts(name) &&
            Array.isArray(connectedProviders) &&
            !connectedProviders.includes(name),
        );
        return [...new Set([...missingAccounts, ...(missing ?? [])])];
      },
      /** Asks the user to sign in only for messages to a provider whose account has ended; others continue. */
      async needsSignIn(message, exchange) {
        const { claims } = exchange.principal;
        const endedProviders = claims?.ended;
        if (!claims || !Array.isArray(endedProviders)) return false;
        if (!providersOf(message, exchange).some((name) => endedProviders.includes(name)))
          return false;
        await accounts
          .onEnded(claims)
          .catch((error: unknown) => log('error', 'the end of a sign-in', error));
        return true;
      },
    },
  };
}
