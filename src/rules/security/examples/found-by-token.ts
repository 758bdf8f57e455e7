import type { Example } from '../../../model/rule.js';
import { ok } from '../../example.js';

/** What verifiers find by a token that is no caller: attempts, reasons to reject it, names of keys, deliveries of webhooks. */
export const foundByToken: readonly Example[] = [
  ok`
    // src/limited.ts
    const revoked = new Map<string, string>();
    export const revoke = (token: string, reason: string) => revoked.set(token, reason);
    export function limited(inner: TokenVerifier): TokenVerifier {
      const failures = new Map<string, number>();
      const errors = new Map<string, TokenError>();
      return {
        ...inner,
        async verify(token, audience) {
          const count = failures.get(token) ?? 0;
          const known = errors.get(token);
          const reason = revoked.get(token);
          if (known) throw known;
          if (reason || count >= 5) throw new TokenError('This token was rejected before.');
          try {
            return await inner.verify(token, audience);
          } catch (error) {
            failures.set(token, count + 1);
            errors.set(token, error);
            throw error;
          }
        },
      };
    }
    const scopes = new Map<string, string[]>();
    export const allow = (token: string, allowed: string[]) => scopes.set(token, allowed);
    export const withScopes = (inner: TokenVerifier): TokenVerifier => ({
      ...inner,
      async verify(token, audience) {
        const caller = await inner.verify(token, audience);
        return { ...caller, scopes: scopes.get(token) ?? caller.scopes };
      },
    });
    const seen = new Map<string, number>();
    export const deliveries = {
      verify(id: string) {
        const count = seen.get(id) ?? 0;
        seen.set(id, count + 1);
        return count;
      },
    };

    // src/machines.ts
    export const machines = (metadata: IssuerMetadata, entries: [string, VerifiedCaller][]): TokenVerifier => {
      const callers = new Map(entries);
      return {
        metadata,
        async verify(token, audience) {
          if (audience.href !== metadata.issuer) throw new TokenError('Another server.');
          const caller = callers.get(token);
          if (!caller) throw new TokenError('This key is not known.');
          return caller;
        },
      };
    };
  `,
];
